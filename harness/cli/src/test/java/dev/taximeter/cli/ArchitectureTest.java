package dev.taximeter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms and their doors. */
final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.taximeter");

    /** Room → the rooms of ours that it may import. A new room needs a line here. */
    private static final Map<String, List<String>> DOORS = Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("nlu", List.of("model")),
            Map.entry("scenario", List.of("model")),
            Map.entry("plan", List.of("model")),
            Map.entry("provider", List.of("model")),
            Map.entry("provider.http", List.of("model", "provider")),
            Map.entry("provider.hybrid", List.of("model", "provider")),
            Map.entry("provider.knowledge", List.of("model", "provider")),
            Map.entry("provider.nlu", List.of("model", "provider", "nlu")),
            Map.entry("provider.queue", List.of("model", "provider")),
            Map.entry("serve", List.of("model", "nlu", "provider", "provider.queue")),
            Map.entry("provider.sim", List.of("model", "provider")),
            Map.entry("judge", List.of("model", "provider")),
            Map.entry("load", List.of("model", "provider")),
            Map.entry("record", List.of("model")),
            Map.entry("archive", List.of("model", "record")),
            Map.entry("stats", List.of()),
            Map.entry("cost", List.of("model")),
            Map.entry("summary", List.of("model", "archive", "stats", "cost")),
            Map.entry("compare", List.of("model", "archive", "stats", "cost", "summary")),
            Map.entry("history", List.of("stats")),
            Map.entry("nightly", List.of("model", "stats", "summary", "compare", "history")),
            Map.entry("emulator", List.of("model")),
            Map.entry("emulator.pubsub", List.of("model", "emulator")),
            Map.entry("chart", List.of("model", "stats", "cost", "summary", "compare", "history")),
            Map.entry(
                    "report", List.of("model", "stats", "cost", "summary", "compare", "history", "nightly", "chart")));

    @Test
    void everyRoomImportsOnlyWhatItsDoorAllows() {
        DOORS.forEach((room, allowed) -> {
            String[] allowedPackages = Stream.concat(
                            Stream.of("dev.taximeter." + room, "java..", "javax..", "org.jspecify.."),
                            allowed.stream().map(name -> "dev.taximeter." + name))
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage("dev.taximeter." + room)
                    .should(new OnlyOurs(allowedPackages))
                    .check(OURS);
        });
    }

    @Test
    void everyRoomHasADoor() {
        assertThat(OURS.stream()
                        .map(ours -> ours.getPackageName().replaceFirst("dev\\.taximeter\\.?", ""))
                        .filter(room -> !room.equals("cli") && !room.startsWith("microbench"))
                        .distinct())
                .allSatisfy(room -> assertThat(DOORS).containsKey(room));
    }

    @Test
    void roomsDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.taximeter.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void onlyTheSystemClockReadsTheMonotonicTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.taximeter.model.NanoClock$SystemClock")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(OURS);
    }

    @Test
    void socketsAreOpenedOnlyByProvidersServersAndTheEmulator() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.taximeter.provider..", "dev.taximeter.serve", "dev.taximeter.emulator..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.ServerSocket")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "io.netty..", "java.net.http..", "com.google.cloud..", "io.grpc..")
                .check(OURS);
    }

    @Test
    void onlyTheHistorySpeaksToDuckDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.taximeter.history")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.duckdb..", "java.sql..")
                .check(OURS);
    }

    @Test
    void onlyThisRoomReadsTheWallClockTheEnvironmentAndPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.taximeter.cli", "dev.taximeter.emulator..")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(OURS);
    }
}
