package pk.rabta.protection;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the master key comes from.
 *
 * @param masterKey     32 bytes in Base64, for an environment variable
 * @param masterKeyFile a file that holds the same, for a mounted secret; used where {@code masterKey} is not set
 */
@ConfigurationProperties("rabta.protection")
record ProtectionSettings(@Nullable String masterKey, @Nullable Path masterKeyFile) {}
