/** Tells VSO tools what happened: events, subscriptions, webhooks. */
@NullMarked
package pk.rabta.notify;

import org.jspecify.annotations.NullMarked;
