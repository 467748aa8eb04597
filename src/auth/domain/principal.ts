/** Who is calling, as proven by a credential. */
export interface Principal {
  /** The only project whose data the caller may read and write. */
  readonly projectId: string;
  /** Names the credential in limits and statistics: stable over restarts and replicas, and no secret. */
  readonly clientKey: string;
  readonly kind: 'token' | 'key-pair' | 'public-key' | 'anonymous';
  /** `scores`: may write scores and nothing else. What a public key alone, which anyone can read in a web page, is good for. */
  readonly scope: 'all' | 'scores';
}
