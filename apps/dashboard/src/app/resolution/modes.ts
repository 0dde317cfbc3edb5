import type { AppMode } from "@stagepass/contracts";

/** What a mode means, and what to look at before an application is changed to it. */
export const modes: Readonly<Record<AppMode, { readonly means: string; readonly watch: string }>> = {
  profiles: {
    means:
      "From the deployment profile. What is set on services and instances does not count, but for the required keys.",
    watch: "Each stage needs a profile with a role and all parameters.",
  },
  providers: {
    means:
      "From the instance, its service, and the organization's default provider. The role and the parameters of profiles do not count.",
    watch:
      "A deploy for which nobody names a provider is refused, and so are clients of 1.x, which do not say their region.",
  },
  mixed: {
    means:
      "From the instance, its service, and the default provider first. Where none of them names a provider, the profile's role applies. Where instance and service leave no value at all, the profile's parameters apply.",
    watch: "One parameter on an instance or its service replaces all of the profile's.",
  },
};
