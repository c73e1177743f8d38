/** A university's or ministry's OpenID provider, as its operator registered this site there. */
export type OpenIdProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
};

export type SignInSettings = {
  readonly siteUrl: string;
  readonly secret: string;
  readonly provider?: OpenIdProvider | undefined;
};

/** What was made for one person to sign in by; put into one letter, and kept nowhere in clear. */
export type Issued = { link?: string; code?: string };

export const signInPath = '/auth';
export const providerId = 'openid';
