/** Where the service worker leaves what was shared with the page, until the page has taken it in. */
export const SHARED = 'ocelli-shared';
