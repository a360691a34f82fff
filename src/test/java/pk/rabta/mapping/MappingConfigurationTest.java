package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MappingConfigurationTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(MappingConfiguration.class);

    @Test
    void reads_the_folder_of_the_working_directory() {
        runner.run(context -> {
            assertThat(context).hasBean("mapping-component").hasSingleBean(Mappings.class);
            assertThat(context.getBean(Schemas.class).contracts()).contains("referral");
        });
    }

    @Test
    void a_home_without_mappings_stops_the_start(@TempDir Path empty) {
        runner.withPropertyValues("rabta.home=" + empty).run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .hasStackTraceContaining("rabta.home"));
    }
}
