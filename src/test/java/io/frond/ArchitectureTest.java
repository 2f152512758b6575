package io.frond;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom. Every rule also looks at classes planted to break it: a rule that finds no classes, or lets them
 * pass, would hold for ever and mean nothing.
 */
class ArchitectureTest {
    private static final List<String> STEPS =
            List.of("tenant", "limit", "cache", "classify", "route", "retrieve", "upstream", "account");
    private static final List<String> LOWER = List.of("embed", "store", "config", "observe", "wire", "model");
    private static final List<String> UPPER =
            List.of("gateway", "http", "files", "feedback", "admin", "evaluate", "demo", "cli");
    private static final String MAIN = "io.frond";
    private static final String PLANTED = "io.frond.planted";

    private static final JavaClasses FROND = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MAIN);
    private static final JavaClasses WRONG = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void thereAreClassesToLookAt() {
        assertThat(FROND).hasSizeGreaterThan(80);
        assertThat(STEPS).allSatisfy(step -> assertThat(FROND.that(resideInAPackage(MAIN + "." + step + "..")))
                .as(step)
                .isNotEmpty());
        assertThat(FROND.that(resideInAPackage("io.frond.model.."))).hasSizeGreaterThan(25);
        assertThat(WRONG).hasSizeGreaterThan(3);
    }

    @Test
    void packagesFormNoCycle() {
        noCycles(MAIN).check(FROND);
        assertThat(complaints(noCycles(PLANTED))).hasSize(1).first().asString().contains("cache", "limit");
    }

    @Test
    void noStepKnowsAnotherStep() {
        stepsApart(MAIN).check(FROND);
        assertThat(complaints(stepsApart(PLANTED)))
                .anyMatch(text -> text.contains("planted.cache.Peeks"))
                .anyMatch(text -> text.contains("planted.limit.Counts"));
    }

    @Test
    void whatStepsStandOnKnowsNoStep() {
        lowerBelowSteps(MAIN).check(FROND);
        assertThat(complaints(lowerBelowSteps(PLANTED))).anyMatch(text -> text.contains("planted.store.Knows"));
    }

    @Test
    void theModelKnowsOnlyTheJdkAndAFewTypesOfVertx() {
        modelAtTheBottom(MAIN).check(FROND);
        assertThat(complaints(modelAtTheBottom(PLANTED))).anyMatch(text -> text.contains("io.vertx.core.Vertx"));
    }

    @Test
    void nobodyKnowsTheWiring() {
        noClasses()
                .that()
                .resideInAPackage("io.frond.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.frond")
                .check(FROND);
    }

    @Test
    void theGatewayIsReadInOneMinute() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/java/io/frond/gateway/Gateway.java")))
                .hasSizeBetween(50, 249);
    }

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule stepsApart(String root) {
        return CompositeArchRule.of(STEPS.stream()
                .map(step -> noClasses()
                        .that()
                        .resideInAPackage(root + "." + step + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(below(
                                root,
                                STEPS.stream().filter(s -> !s.equals(step)).toList(),
                                UPPER))
                        .because("a step is understood, tested and replaced alone; the gateway hands over")
                        .allowEmptyShould(true))
                .toList());
    }

    private static ArchRule lowerBelowSteps(String root) {
        return noClasses()
                .that(resideInAnyPackage(below(root, LOWER, List.of())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below(root, STEPS, UPPER))
                .because("what every step stands on must not lean on one of them");
    }

    private static ArchRule modelAtTheBottom(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".model..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                root + ".model..",
                                "java..",
                                "io.vertx.core.buffer..",
                                "io.vertx.core.streams..",
                                "org.jspecify.annotations..",
                                "com.google.errorprone.annotations..")
                        .or(nameMatching("io\\.vertx\\.core\\.(Future|Handler|AsyncResult)")))
                .because("everybody stands on the model");
    }

    private static String[] below(String root, List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream())
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
    }

    private static List<String> complaints(ArchRule rule) {
        return rule.evaluate(WRONG).getFailureReport().getDetails();
    }
}
