package pk.rabta;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;
import pk.rabta.api.Text;

/** The shape of the house. What breaks it is either moved to where it belongs, or the rule is changed here, openly. */
@AnalyzeClasses(packages = "pk.rabta", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Where classes may be Camel's: the doors and the steps of routes. What decides knows no Camel. */
    private static final String[] CAMEL = {"pk.rabta.api..", "pk.rabta.batch..", "pk.rabta.connector..",
        "pk.rabta.delivery..", "pk.rabta.lease..", "pk.rabta.mapping..", "pk.rabta.notify..", "pk.rabta.operations..",
        "pk.rabta.spdci..", "pk.rabta.update.."};

    @Test
    void featuresUseOnlyWhatOthersOffer() {
        ApplicationModules.of(RabtaApplication.class).verify();
    }

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("pk.rabta.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CAMEL_AT_THE_EDGES = noClasses().that(resideInAPackage("pk.rabta..")
            .and(not(resideInAnyPackage(CAMEL)))).should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule MAPPINGS_ARE_PURE_BUT_FOR_THEIR_COMPONENT = noClasses()
            .that().resideInAPackage("pk.rabta.mapping..").and().haveSimpleNameNotStartingWith("MappingComponent")
            .and().haveSimpleNameNotStartingWith("MappingEndpoint").and().haveSimpleNameNotStartingWith(
                    "MappingConfiguration").and().areTopLevelClasses()
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule SERVLETS_AT_THE_DOOR = noClasses().that()
            .resideOutsideOfPackages("pk.rabta.api..", "pk.rabta.connector..", "pk.rabta.spdci..")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..");

    @ArchTest
    static final ArchRule THE_DOOR_KNOWS_NO_FEATURE = noClasses().that().resideInAPackage("pk.rabta.api..")
            .should().dependOnClassesThat(resideInAPackage("pk.rabta..").and(not(resideInAnyPackage(
                    "pk.rabta.api..", "pk.rabta.identity..", "pk.rabta.time.."))));

    @ArchTest
    static final ArchRule THE_LIFECYCLE_IS_PURE = classes().that().resideInAPackage("pk.rabta.referral.lifecycle..")
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "pk.rabta.referral.lifecycle..",
                    "org.springframework.modulith..", "org.springframework.boot.context.properties..",
                    "jakarta.validation..", "pk.rabta.time..").or(type(Text.class)));

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses().that().doNotHaveSimpleName("TimeConfiguration")
            .should().callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now")
            .orShould().callMethod(LocalDateTime.class, "now").orShould().callMethod(OffsetDateTime.class, "now")
            .orShould().callMethod(ZonedDateTime.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone")
            .orShould().callConstructor(java.util.Date.class);

    @ArchTest
    static final ArchRule NO_SLEEPING = noClasses().should().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Thread.class, "sleep", java.time.Duration.class);

    @ArchTest
    static final ArchRule ONE_LOGGER = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..")
            .orShould().accessField(System.class, "err")
            .orShould().callMethod(Throwable.class, "printStackTrace");

    /** The auditor's own program is no part of the hub: it tells whoever runs it. */
    @ArchTest
    static final ArchRule NOTHING_PRINTED = noClasses().that().resideOutsideOfPackage("pk.rabta.audit.verifier..")
            .should().accessField(System.class, "out");

    @ArchTest
    static final ArchRule CONSTRUCTORS_TAKE_WHAT_IS_NEEDED = noFields().should().beAnnotatedWith(Autowired.class)
            .orShould().beAnnotatedWith(Value.class).orShould().beAnnotatedWith("jakarta.annotation.Resource")
            .orShould().beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule LOGGERS_ARE_PRIVATE = fields().that().haveRawType(org.slf4j.Logger.class)
            .should().bePrivate().andShould().beStatic().andShould().beFinal();
}
