import { createHash } from "node:crypto";
import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../../../apps/aws-stand-in/src/http/http.ts";
import type { Buckets, StoredObject } from "./buckets.ts";
import { type Service, xml } from "./service.ts";
import { toElement } from "./xml.ts";

/** S3, in which objects can be uploaded, read, listed and deleted. CloudFormation creates the buckets. */
export function s3(buckets: Buckets): Service {
  return {
    actionOf: (request) => nameOperation(request).action,
    answer: ({ request, region }) => {
      const operation = nameOperation(request);
      const { action, bucket, key } = operation;
      const perform = operations[action];
      if (perform === undefined) throw new AwsError("NotImplemented", `There is no ${action} here.`, 501);
      return perform({ buckets, bucket, key, request, region });
    },
    formatError: ({ status, code, message }) =>
      xml(status, toElement("Error", { Code: code, Message: message })),
  };
}

interface Operands {
  readonly buckets: Buckets;
  readonly bucket: string;
  readonly key: string;
  readonly request: HttpRequest;
  readonly region: string;
}

const operations: Readonly<Record<string, (operands: Operands) => HttpAnswer>> = {
  GetBucketLocation: ({ buckets, bucket, region }) => {
    buckets.objectsOf(bucket);
    return xml(200, toElement("LocationConstraint", region));
  },
  ListObjectsV2: ({ buckets, bucket, request }) => {
    const prefix = new URLSearchParams(request.query).get("prefix") ?? "";
    const found = [...buckets.objectsOf(bucket)].filter(([key]) => key.startsWith(prefix));
    const Contents = found.map(([Key, { body, lastModified }]) => ({
      Key,
      LastModified: lastModified,
      Size: body.length,
    }));
    return xml(200, toElement("ListBucketResult", { Name: bucket, IsTruncated: false, Contents }));
  },
  PutObject: ({ buckets, bucket, key, request }) => {
    const object = readObject(request);
    buckets.objectsOf(bucket).set(key, object);
    return xml(200, "", { etag: etagOf(object) });
  },
  GetObject: ({ buckets, bucket, key }) => {
    const object = buckets.getObject(bucket, key);
    return { ...head(object), body: object.body.toString() };
  },
  HeadObject: ({ buckets, bucket, key }) => head(buckets.getObject(bucket, key)),
  HeadBucket: ({ buckets, bucket }) => {
    buckets.objectsOf(bucket);
    return xml(200, "");
  },
  DeleteObjects: ({ buckets, bucket, request }) => {
    const objects = buckets.objectsOf(bucket);
    const keys = [...(request.body ?? "").toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
    for (const key of keys) objects.delete(key ?? "");
    return xml(200, toElement("DeleteResult", { Deleted: keys.map((Key) => ({ Key })) }));
  },
};

function nameOperation({ method, path, query, headers }: HttpRequest) {
  const [host = ""] = (headers.get("host") ?? "").split(":");
  const virtual = /^(.+)\.s3[.-]/.exec(host)?.[1];
  const [first = "", ...rest] = path.slice(1).split("/").map(decodeURIComponent);
  const bucket = virtual ?? first;
  const key = virtual === undefined ? rest.join("/") : [first, ...rest].join("/");
  const flags = new URLSearchParams(query);
  return { bucket, key, action: nameAction(method, key !== "", flags) };
}

function nameAction(method: string, hasKey: boolean, flags: URLSearchParams): string {
  if (hasKey)
    return { PUT: "PutObject", GET: "GetObject", HEAD: "HeadObject" }[method] ?? `${method} of an object`;
  if (method === "HEAD") return "HeadBucket";
  if (method === "GET" && flags.has("location")) return "GetBucketLocation";
  if (method === "GET" && flags.get("list-type") === "2") return "ListObjectsV2";
  if (method === "POST" && flags.has("delete")) return "DeleteObjects";
  return `${method} of a bucket with ${flags}`;
}

function readObject({ headers, body = Buffer.alloc(0) }: HttpRequest): StoredObject {
  const metadata = Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-amz-meta-")));
  return { body, metadata, lastModified: new Date().toISOString() };
}

function head(object: StoredObject): HttpAnswer {
  const headers = { etag: etagOf(object), ...object.metadata };
  return { status: 200, contentType: "application/octet-stream", headers, body: "" };
}

function etagOf({ body }: StoredObject): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}
