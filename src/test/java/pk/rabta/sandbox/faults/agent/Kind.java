package pk.rabta.sandbox.faults.agent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What an instrumented method does: {@code commit}, {@code broker commit}, {@code send}, {@code rename} ... */
@Retention(RetentionPolicy.RUNTIME)
@interface Kind {}
