/** The API's document as rules: operations, parameters, schemas, strict JSON. It refuses by pointer. */
@NamedInterface("contract")
@NullMarked
package pk.rabta.api.contract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
