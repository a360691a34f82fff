package pk.rabta.erasure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How persons are erased.
 *
 * @param list a file outside the database to which each erasure is added, so that a restored database forgets again; none:
 *             nobody can be erased
 */
@ConfigurationProperties("rabta.erasure")
record ErasureSettings(@Nullable Path list) {

    ErasureSettings {
        list = list == null || list.toString().isBlank() ? null : list;
    }
}
