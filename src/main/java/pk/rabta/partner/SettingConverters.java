package pk.rabta.partner;

import java.time.LocalDate;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

/** Lets settings be written as people write them: {@code rate: 5/s}, {@code respond: 2wd}. */
@Configuration(proxyBeanMethods = false)
class SettingConverters {

    // Not lambdas: Spring reads the source and target types from the class.
    @Bean
    @ConfigurationPropertiesBinding
    static Converter<String, Rate> rates() {
        return new Converter<>() {
            @Override
            public Rate convert(String text) {
                return Rate.parse(text);
            }
        };
    }

    @Bean
    @ConfigurationPropertiesBinding
    static Converter<String, Term> terms() {
        return new Converter<>() {
            @Override
            public Term convert(String text) {
                return Term.parse(text);
            }
        };
    }

    /** Days as in all files of the hub; Spring's own way is that of the machine's country. */
    @Bean
    @ConfigurationPropertiesBinding
    static Converter<String, LocalDate> days() {
        return new Converter<>() {
            @Override
            public LocalDate convert(String text) {
                return LocalDate.parse(text);
            }
        };
    }
}
