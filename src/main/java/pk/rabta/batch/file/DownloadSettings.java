package pk.rabta.batch.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import pk.rabta.api.SealedFile;

/**
 * Where partners' files lie while they come.
 *
 * @param directory of the sealed files without a name; null: the system's for such files
 */
@ConfigurationProperties("rabta.batch")
record DownloadSettings(@Nullable String directory) {

    DownloadSettings {
        SealedFile.check("rabta.batch.directory", directory);
    }

    Path folder() {
        return SealedFile.folder(directory);
    }
}
