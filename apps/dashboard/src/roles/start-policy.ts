/** What the name of an account and a partition are in the ARN of a role. */
const arnPattern = /^arn:(?<partition>aws[\w-]*):iam::(?<account>\d{12}):role\//;

/**
 * A policy to start from, for the role of deploys by CloudFormation: it may manage stacks and what functions need, and
 * change only roles whose names begin like those of the services' stacks.
 */
export function startPolicy(roleArn: string) {
  const { partition = "aws", account = "*" } = arnPattern.exec(roleArn)?.groups ?? {};
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DeployStacks",
        Effect: "Allow",
        Action: ["cloudformation:*", "lambda:*", "apigateway:*", "logs:*", "events:*", "s3:*"],
        Resource: "*",
      },
      {
        Sid: "ManageTheRolesOfFunctions",
        Effect: "Allow",
        Action: [
          "iam:GetRole",
          "iam:CreateRole",
          "iam:DeleteRole",
          "iam:TagRole",
          "iam:PutRolePolicy",
          "iam:DeleteRolePolicy",
          "iam:AttachRolePolicy",
          "iam:DetachRolePolicy",
        ],
        Resource: `arn:${partition}:iam::${account}:role/*-lambdaRole`,
      },
      {
        Sid: "GiveFunctionsTheirRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: `arn:${partition}:iam::${account}:role/*-lambdaRole`,
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ],
  };
}
