/** Where an environment is said, the most express one first. */
export const ENVIRONMENT_KEYS = [
  'langfuse.environment',
  'deployment.environment.name',
  'deployment.environment',
];
