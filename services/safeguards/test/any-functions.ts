import fc from "fast-check";

const keys = [
  ...["Ref", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::GetAtt", "Fn::Transform"],
  ...["Runtime", "PackageType", "FunctionName", "Description", "DeadLetterConfig", "DeadLetterQueue"],
  ...["TargetArn", "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination", "Type", "Events"],
  ...["VpcConfig", "SecurityGroupIds", "SubnetIds", "Principal", "FunctionUrlAuthType"],
  ...["functions", "provider", "runtime", "image", "events", "destinations", "onFailure", "hello"],
  ...["constructor", "toString", "Condition"],
];

/** Any value of a template, made mostly of what policies look for, so that it comes near the shapes that they read. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constantFrom(null, true, 0, 7, "", " ", "nodejs22.x", "Image", "SQS", "arn:aws:sqs:x", "a".repeat(40)),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.tuple(tie("value"), tie("value")).map((branches) => ({ "Fn::If": ["Condition", ...branches] })),
    fc.constantFrom("Function", "Queue", "AWS::NoValue").map((Ref) => ({ Ref })),
    fc.dictionary(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.string() }),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** A value that is absent, at least where a condition turns out one way. */
export const nothing: fc.Arbitrary<unknown> = fc.letrec<{ nothing: unknown }>((tie) => ({
  nothing: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(undefined, null, { Ref: "AWS::NoValue" }),
    fc.tuple(tie("nothing"), anyValue).map(([none, some]) => ({ "Fn::If": ["Condition", none, some] })),
    fc.tuple(anyValue, tie("nothing")).map(([some, none]) => ({ "Fn::If": ["Condition", some, none] })),
  ),
})).nothing;

const functionType = fc.constantFrom("AWS::Lambda::Function", "AWS::Serverless::Function");

/** A Lambda or SAM function with these properties, with any others, and now and then with none at all. */
export function functionWith(
  properties: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<{ readonly Type: string; readonly Properties: unknown }> {
  const known = fc
    .tuple(fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 6 }), fc.record(properties))
    .map(([others, own]) => ({ ...others, ...own }));
  const conditional = fc
    .tuple(known, anyValue)
    .map(([own, other]) => ({ "Fn::If": ["Condition", own, other] }));
  return fc.record({
    Type: functionType,
    Properties: fc.oneof(
      { weight: 6, arbitrary: known },
      { weight: 2, arbitrary: conditional },
      { weight: 1, arbitrary: nothing },
    ),
  });
}

/** The Resources of a template: functions that are anything, and what refers to them. */
export const anyResources: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.dictionary(
  fc.constantFrom("Function", "HelloLambdaFunction", "Config", "Permission"),
  fc.oneof(
    functionWith({}),
    fc.record({
      Type: fc.constantFrom("AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission"),
      Properties: anyValue,
      Condition: anyValue,
    }),
  ),
);
