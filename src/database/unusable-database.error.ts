/** The database can never be used as it is: waiting for it would not help. The message is meant for the operator, and holds no secret. */
export class UnusableDatabaseError extends Error {}
