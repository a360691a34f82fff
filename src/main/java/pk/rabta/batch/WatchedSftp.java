package pk.rabta.batch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The component {@code sftp:} of all routes: a server whose files hang fails the call, and holds up no route for ever. Its
 * own parameter {@code partner} says whose server it is: what fails there counts for that partner's health.
 */
@org.apache.camel.spi.annotations.Component("sftp")   // else Camel would not find how its options are set
@Component("sftp-component")
class WatchedSftp extends SftpComponent {

    private final ObjectProvider<SftpFaults> faults;
    private volatile Duration longest;

    WatchedSftp(SftpSettings settings, ObjectProvider<SftpFaults> faults) {
        this.longest = settings.stall();
        this.faults = faults;
    }

    /** For tests that cannot wait. */
    void stall(Duration shorter) {
        longest = shorter;
    }

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(String uri, String remaining,
            Map<String, Object> parameters) throws Exception {
        String partner = getAndRemoveParameter(parameters, "partner", String.class);
        SftpConfiguration configuration = new SftpConfiguration(new URI(StringHelper.before(uri, "?", uri)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return new SftpEndpoint(uri, this, configuration) {
            @Override
            public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
                return WatchedOperations.of(this, () -> longest, thrown -> {
                    if (partner != null) {
                        faults.getObject().brokeOff(partner, thrown);
                    }
                });
            }
        };
    }
}
