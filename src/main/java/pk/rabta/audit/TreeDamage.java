package pk.rabta.audit;

import pk.rabta.audit.merkle.Subtree;

/** A hash that must be in the database is not there. */
class TreeDamage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TreeDamage(Subtree missing) {
        super("The audit's hash of level " + missing.level() + ", number " + missing.index() + " (leaves "
                + missing.from() + " to " + (missing.to() - 1) + ") is not in the database");
    }
}
