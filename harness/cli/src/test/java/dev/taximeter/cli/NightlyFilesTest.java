package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docs/nightly offers to copy can be read by what it is for; by its own tool where that is installed. */
final class NightlyFilesTest {
    private static final Path FOLDER = Repository.root().resolve("docs/nightly");
    private static final Pattern SUITE = Pattern.compile("scenarios/suites/[a-z-]+\\.yaml");
    private static final Pattern CRON = Pattern.compile("(\\S+) (\\S+) (\\S+) (\\S+) (\\S+)");

    @TempDir
    private Path scratch;

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(file));
    }

    private static Object at(Object root, Object... path) {
        Object value = root;
        for (Object key : path) {
            value = key instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(key);
        }
        return value;
    }

    @Test
    void everyFileNamesASuiteThatIsThere() throws IOException {
        for (String file :
                List.of("crontab", "taximeter-nightly.service", "github-workflow.yaml", "kubernetes-cronjob.yaml")) {
            Matcher suite = SUITE.matcher(text(file));
            assertThat(suite.find()).as(file).isTrue();
            assertThat(Repository.root().resolve(suite.group())).exists();
        }
    }

    @Test
    void theCronLinesHaveFiveFieldsAndACommand() throws IOException {
        List<String> jobs = text("crontab")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.matches("[A-Z_]+=.*"))
                .toList();

        assertThat(jobs).hasSize(1);
        assertThat(jobs.getFirst()).doesNotContain("%"); // cron takes it for a line end
        assertFields(String.join(" ", List.of(jobs.getFirst().split(" ", 6)).subList(0, 5)));
    }

    private static void assertFields(String schedule) {
        Matcher fields = CRON.matcher(schedule);
        assertThat(fields.matches()).as(schedule).isTrue();
        int[] largest = {59, 23, 31, 12, 7};
        for (int i = 0; i < largest.length; i++) {
            String field = fields.group(i + 1);
            assertThat(field.equals("*") || Integer.parseInt(field) <= largest[i])
                    .as(schedule)
                    .isTrue();
        }
    }

    @Test
    void theWorkflowPlaysTheNightAndKeepsItsOutcome() throws IOException {
        Map<?, ?> workflow = yaml("github-workflow.yaml");

        assertFields((String) at(workflow, "on", "schedule", 0, "cron"));
        assertThat((String) at(workflow, "jobs", "nightly", "steps", 2, "run")).contains("./taximeter nightly");
        assertThat(at(workflow, "jobs", "nightly", "steps", 3, "if")).isEqualTo("always()");
        assertThat(at(workflow, "concurrency", "cancel-in-progress")).isEqualTo(false);
        tool(
                "actionlint",
                "-shellcheck=",
                FOLDER.resolve("github-workflow.yaml").toString());
    }

    @Test
    void theCronJobRunsOneNightAtATimeAndRepeatsNone() throws IOException {
        Map<?, ?> job = yaml("kubernetes-cronjob.yaml");

        assertThat(at(job, "kind")).isEqualTo("CronJob");
        assertFields((String) at(job, "spec", "schedule"));
        assertThat(at(job, "spec", "concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(at(job, "spec", "jobTemplate", "spec", "backoffLimit")).isEqualTo(0);
        assertThat(at(job, "spec", "jobTemplate", "spec", "template", "spec", "restartPolicy"))
                .isEqualTo("Never");
        tool(
                "kubernetes-validate",
                "--strict",
                FOLDER.resolve("kubernetes-cronjob.yaml").toString());
    }

    @Test
    void theUnitsAreOnesThatSystemdKnows() throws IOException {
        String service = text("taximeter-nightly.service");
        assertThat(service).contains("Type=oneshot", "KillSignal=SIGINT");
        assertThat(text("taximeter-nightly.timer")).contains("OnCalendar=", "Persistent=true");
        // It looks whether the program and the user are there; on this machine they need not be.
        Path unit = scratch.resolve("taximeter-nightly.service");
        Files.writeString(
                unit, service.replace("/opt/taximeter/taximeter", "/bin/true").replace("User=taximeter", "User=root"));
        Path timer = scratch.resolve("taximeter-nightly.timer");
        Files.writeString(timer, text("taximeter-nightly.timer"));
        tool("systemd-analyze", "verify", timer.toString(), unit.toString());
    }

    @Test
    void theContainerRunsAsNobodyInParticular() throws IOException {
        assertThat(text("Containerfile")).contains("USER 10001", "ENTRYPOINT [\"/opt/taximeter/taximeter\"]");
        tool("hadolint", FOLDER.resolve("Containerfile").toString());
    }

    /** Runs a tool that need not be installed; says so when it is not. */
    private static void tool(String name, String... arguments) throws IOException {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!there) {
            System.out.println("NightlyFilesTest: not checked by " + name + ", which is not installed");
            return;
        }
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
    }
}
