package pk.rabta.mapping;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the folder of mappings at start-up; anything wrong in it stops the start. */
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    private final Path folder;

    /** A text, since Spring would look for a Path on the class path first, and "." is there. */
    MappingConfiguration(@Value("${rabta.home:.}") String home) {
        this.folder = Path.of(home, "mappings");
    }

    @Bean
    CodeLists codeLists() {
        return CodeLists.load(folder);
    }

    @Bean
    Schemas schemas(CodeLists codes) {
        return Schemas.load(folder, codes);
    }

    @Bean
    Mappings mappings(CodeLists codes, Schemas schemas) {
        return Mappings.load(folder, codes, schemas);
    }

    @Bean("mapping-component")
    MappingComponent mappingComponent(Mappings mappings) {
        return new MappingComponent(mappings);
    }
}
