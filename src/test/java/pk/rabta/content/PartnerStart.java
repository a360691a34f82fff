package pk.rabta.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** Starts only what reads profiles and programmes, as the hub does at its start. */
final class PartnerStart {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    private PartnerStart() {}

    /** Not marked as a configuration: the hub under test scans this package too. */
    @ComponentScan(basePackages = {"pk.rabta.api.contract", "pk.rabta.partner", "pk.rabta.catalogue", "pk.rabta.mapping", "pk.rabta.content",
            "pk.rabta.referral.exchange"}, useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
                    pattern = "pk\\.rabta\\.(api\\.contract\\.Contract|partner\\.(Partners|ProfileKeys|SettingConverters)"
                    + "|catalogue\\.(Catalogue|ProgrammeFiles|Conditions|DataScopes|ProtectionRules)|mapping\\.MappingConfiguration"
                    + "|content\\.ContentCheck|referral\\.exchange\\.Disclosure)"))
    @ConfigurationPropertiesScan("pk.rabta.partner")
    static class Loader {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** A context of the files below a home folder; every variable that they name has a value. */
    static ConfigurableApplicationContext of(Path home, String... but) {
        List<String> arguments = new ArrayList<>(List.of("--rabta.home=" + home, "--rabta.registry.partner=registry"));
        for (Path file : RouteFile.paths(home.resolve("config/partners"))) {
            Matcher variable = VARIABLE.matcher(text(file));
            while (variable.find()) {
                if (!List.of(but).contains(variable.group(1))) {
                    arguments.add("--" + variable.group(1) + "=http://127.0.0.1:1");
                }
            }
        }
        return new SpringApplicationBuilder(Loader.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false).registerShutdownHook(false).run(arguments.toArray(String[]::new));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
