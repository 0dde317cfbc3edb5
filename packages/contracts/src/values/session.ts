/**
 * The cookie of a session, whose name begins with `__Host-`: a browser then accepts it over TLS only, and from this host
 * only. On the loopback it goes without, and ends with the port, since a host's cookies are the same on every port.
 */
export const sessionCookieName = "stagepass_session";

/**
 * A header that a page sends with every change that it makes by the cookie of a session, with any value. No page of
 * another origin can add it without the permission of the API, which gives it to none.
 */
export const sessionRequestHeader = "X-Stagepass-Request";
