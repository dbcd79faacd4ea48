/** What a test may change while the simulator runs. */
export interface Settings {
  /** How far GitHub's clock is ahead of this machine's; negative: behind. */
  clockSkewSeconds: number;
  /** REST requests in a window, per installation or user. GHEC gives 15,000. */
  primaryLimit: number;
  /** GraphQL points in a window. GHEC gives 10,000. */
  graphqlLimit: number;
  /** How long a window of the primary limits is; GitHub's is an hour. */
  limitWindowSeconds: number;
  /** Null: no limit on points a minute. GitHub's is 900, with a GET for one point and a write for five. */
  secondaryLimit: {
    pointsPerMinute: number;
    status: 403 | 429;
    retryAfterSeconds: number;
  } | null;
  installationTokenLifetimeSeconds: number;
  /** Whether the list of SSO authorisations has a `Link` header: GitHub does not promise one. */
  ssoLinkHeader: boolean;
  /** False: `hasTwoFactorEnabled` is null, and the two-factor filters of REST are refused. */
  twoFactorVisible: boolean;
  /** True: the log of requests keeps what was answered too. */
  recordBodies: boolean;
}

export function defaultSettings(): Settings {
  return {
    clockSkewSeconds: 0,
    primaryLimit: 15_000,
    graphqlLimit: 10_000,
    limitWindowSeconds: 3_600,
    secondaryLimit: null,
    installationTokenLifetimeSeconds: 3_600,
    ssoLinkHeader: true,
    twoFactorVisible: true,
    recordBodies: false,
  };
}

/** GitHub's own clock in seconds since 1970: the machine's, put wrong on purpose. The world's clock is another. */
export function serverSeconds({ clockSkewSeconds }: Settings): number {
  return Date.now() / 1_000 + clockSkewSeconds;
}
