import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { HttpRequest } from "../../../apps/aws-stand-in/src/http/http.ts";
import { type Form, parseForm } from "../../../apps/aws-stand-in/src/services/sts/form.ts";
import type { Buckets } from "./buckets.ts";
import { ChangeSets } from "./change-sets.ts";
import { type Service, type SignedRequest, xml } from "./service.ts";
import { become, createStack, parseTemplate, type Stack, type Template } from "./stack.ts";
import { toElement, type XmlContent } from "./xml.ts";

/** CloudFormation, with stacks that record what their templates say. Only buckets are really created. */
export function cloudFormation(stacks: Map<string, Stack>, buckets: Buckets): Service {
  const changeSets = new ChangeSets();
  return {
    actionOf: (request) => formOf(request).text("Action") ?? "",
    answer: (signed) => {
      const form = formOf(signed.request);
      const action = form.text("Action") ?? "";
      const perform = operations[action];
      if (perform === undefined) throw new AwsError("InvalidAction", `There is no ${action} here.`);
      const result = perform({ stacks, changeSets, buckets, form, signed });
      return xml(200, toElement(`${action}Response`, { [`${action}Result`]: result }));
    },
    formatError: ({ status, code, message }) =>
      xml(status, toElement("ErrorResponse", { Error: { Code: code, Message: message } })),
  };
}

interface Operands {
  readonly stacks: Map<string, Stack>;
  readonly changeSets: ChangeSets;
  readonly buckets: Buckets;
  readonly form: Form;
  readonly signed: SignedRequest;
}

const operations: Readonly<Record<string, (operands: Operands) => XmlContent>> = {
  CreateStack: (operands) => {
    const stack = created(operands);
    keep(operands, stack);
    return { StackId: stack.id };
  },
  UpdateStack: (operands) => {
    const stack = updated(operands);
    keep(operands, stack);
    return { StackId: stack.id };
  },
  CreateChangeSet: (operands) => {
    const isNew = operands.form.text("ChangeSetType") === "CREATE";
    return operands.changeSets.create(isNew ? created(operands) : updated(operands));
  },
  DescribeChangeSet: ({ changeSets, form }) => changeSets.describe(nameOf(form)),
  ExecuteChangeSet: (operands) => {
    keep(operands, operands.changeSets.execute(nameOf(operands.form)));
    return "";
  },
  DeleteChangeSet: ({ changeSets, form }) => {
    changeSets.delete(nameOf(form));
    return "";
  },
  DeleteStack: ({ stacks, buckets, form }) => {
    const stack = getStack(stacks, form);
    stacks.set(stack.name, become(stack, "DELETE", parseTemplate('{"Resources":{}}')));
    for (const { physicalId } of bucketsOf(stack)) buckets.delete(physicalId);
    return "";
  },
  DescribeStacks: ({ stacks, form }) => ({ Stacks: { member: describe(getStack(stacks, form)) } }),
  DescribeStackEvents: ({ stacks, form }) => {
    const { id, name, events } = getStack(stacks, form, { deleted: true });
    const member = events.map((event) => ({
      EventId: event.id,
      StackId: id,
      StackName: name,
      LogicalResourceId: name,
      PhysicalResourceId: id,
      ResourceType: "AWS::CloudFormation::Stack",
      ResourceStatus: event.status,
      Timestamp: event.time,
    }));
    return { StackEvents: { member } };
  },
  DescribeStackResource: ({ stacks, form }) => {
    const stack = getStack(stacks, form);
    const logicalId = form.text("LogicalResourceId") ?? "";
    const resource = listResources(stack).find(({ LogicalResourceId }) => LogicalResourceId === logicalId);
    if (resource === undefined) {
      throw new AwsError("ValidationError", `Resource ${logicalId} does not exist for stack ${stack.name}`);
    }
    return { StackResourceDetail: resource };
  },
  DescribeStackResources: ({ stacks, form }) => ({
    StackResources: { member: listResources(getStack(stacks, form)) },
  }),
  ListStackResources: ({ stacks, form }) => ({
    StackResourceSummaries: { member: listResources(getStack(stacks, form)) },
  }),
  ValidateTemplate: ({ buckets, form }) => {
    readTemplate(form, buckets);
    return { Parameters: "" };
  },
};

function formOf(request: HttpRequest): Form {
  return parseForm(request.body?.toString() ?? "");
}

function nameOf(form: Form): string {
  return form.text("StackName") ?? "";
}

function created({ buckets, form, signed }: Operands): Stack {
  const { region, caller } = signed;
  return createStack(nameOf(form), readTemplate(form, buckets), { region, accountId: caller.accountId });
}

function updated({ stacks, buckets, form }: Operands): Stack {
  return become(getStack(stacks, form), "UPDATE", readTemplate(form, buckets));
}

function getStack(stacks: Map<string, Stack>, form: Form, { deleted = false } = {}): Stack {
  const wanted = nameOf(form);
  const stack = [...stacks.values()].find(({ id, name }) => wanted === name || wanted === id);
  if (stack === undefined || (stack.status === "DELETE_COMPLETE" && !deleted)) {
    throw new AwsError("ValidationError", `Stack with id ${wanted} does not exist`);
  }
  return stack;
}

function readTemplate(form: Form, buckets: Buckets): Template {
  const url = form.text("TemplateURL");
  if (url === undefined) return parseTemplate(form.text("TemplateBody") ?? "");
  const [bucket = "", ...key] = new URL(url).pathname.slice(1).split("/").map(decodeURIComponent);
  return parseTemplate(buckets.getObject(bucket, key.join("/")).body.toString());
}

function keep({ stacks, buckets }: Pick<Operands, "stacks" | "buckets">, stack: Stack): void {
  stacks.set(stack.name, stack);
  for (const { physicalId } of bucketsOf(stack)) buckets.create(physicalId);
}

function bucketsOf({ resources }: Stack) {
  return resources.filter(({ type }) => type === "AWS::S3::Bucket");
}

function describe({ id, name, status, createdAt, outputs }: Stack): XmlContent {
  const member = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  return {
    StackId: id,
    StackName: name,
    StackStatus: status,
    CreationTime: createdAt,
    Outputs: { member },
  };
}

function listResources({ id, name, status, createdAt, resources }: Stack) {
  return resources.map(({ logicalId, physicalId, type }) => ({
    StackId: id,
    StackName: name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: status,
    LastUpdatedTimestamp: createdAt,
  }));
}
