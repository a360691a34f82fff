/**
 * The Zakat committees of Punjab, played: they read lists, decide, pay, and send files with the faults of real life.
 */
@NullMarked
package pk.rabta.sandbox.zakat;

import org.jspecify.annotations.NullMarked;
