package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;

/**
 * How a call ended, before secrets are taken out of it and before it is cut to length. In that order: a cut could leave
 * half a key, which nobody would recognise.
 *
 * @param detail the server's or the client's words as they came; empty when there are none
 */
record Ending(Kind kind, String detail) {}
