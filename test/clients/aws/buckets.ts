import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";

/** An object as it was uploaded. */
export interface StoredObject {
  readonly body: Buffer;
  /** The `x-amz-meta-*` headers, which are returned unchanged. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModified: string;
}

/** The buckets of all accounts by name, and the objects of each by key. */
export class Buckets {
  readonly #buckets = new Map<string, Map<string, StoredObject>>();

  /** Creates a bucket. Does nothing when it exists. */
  create(bucket: string): void {
    if (!this.#buckets.has(bucket)) this.#buckets.set(bucket, new Map());
  }

  delete(bucket: string): void {
    this.#buckets.delete(bucket);
  }

  /** Returns the objects of a bucket, which the caller may change. Throws NoSuchBucket. */
  objectsOf(bucket: string): Map<string, StoredObject> {
    const objects = this.#buckets.get(bucket);
    if (objects === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    return objects;
  }

  /** Returns an object. Throws NoSuchBucket or NoSuchKey. */
  getObject(bucket: string, key: string): StoredObject {
    const object = this.objectsOf(bucket).get(key);
    if (object === undefined) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
    return object;
  }
}
