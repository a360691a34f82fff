/** What the audit's log promises, without database or network: the form of leaves, tree hashes, proofs, checkpoints. */
@NullMarked
package pk.rabta.audit.merkle;

import org.jspecify.annotations.NullMarked;
