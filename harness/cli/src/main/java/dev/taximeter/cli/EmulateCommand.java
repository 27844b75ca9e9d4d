package dev.taximeter.cli;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Profile;
import dev.taximeter.scenario.ProfileLoader;
import dev.taximeter.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter emulate}: the emulator by hand, for other clients. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the emulator on 127.0.0.1 and serves until Ctrl-C. Each profile is served under its own name. Any"
                    + " key that does not look real is accepted.",
            "",
            "@|bold Examples|@",
            "  taximeter emulate scenarios/profiles/openai-gpt-3.5-turbo-2023-06.yaml",
            "  taximeter emulate --port 8099 scenarios/profiles/*.yaml",
            ""
        })
final class EmulateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "profile files (YAML)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> profiles;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "port (default: a free one)")
    private int port;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of every draw (default: 1)")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        EmulatorConfig config = new EmulatorConfig(seed, mounts(), Map.of(), List.of());
        try (Emulator emulator = Emulator.start(config, port)) {
            out.println("EMULATED vendors, on this machine only:");
            for (Mount mount : config.mounts()) {
                out.println();
                out.println("  " + mount.profile().description());
                out.println("  " + example(mount, mount.baseUri(emulator.port())));
            }
            out.flush();
            new CountDownLatch(1).await();
        }
        return ExitCodes.OK;
    }

    private List<Mount> mounts() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (Path file : profiles) {
            try {
                Profile profile = ProfileLoader.load(file);
                mounts.add(new Mount(profile.name(), profile));
            } catch (ScenarioException mistakes) {
                throw Mistakes.in(mistakes);
            }
        }
        return mounts;
    }

    /** A command that a reader can copy. */
    private static String example(Mount mount, URI base) {
        Dialect dialect = mount.profile().dialect();
        String chat =
                "'{\"model\":\"any\",\"max_tokens\":16,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'";
        return switch (dialect) {
            case OPENAI_CHAT ->
                "curl -N %s/chat/completions -H 'Authorization: Bearer any' -d %s".formatted(base, chat);
            case OPENAI_RESPONSES ->
                "curl -N %s/responses -H 'Authorization: Bearer any' -d '{\"model\":\"any\",\"stream\":true,\"input\":\"Hello\"}'"
                        .formatted(base);
            case OPENAI_COMPLETIONS ->
                "curl -N %s/completions -H 'Authorization: Bearer any' -d '{\"model\":\"any\",\"stream\":true,\"prompt\":\"Hello\"}'"
                        .formatted(base);
            case OPENAI_EMBEDDINGS ->
                "curl %s/embeddings -H 'Authorization: Bearer any' -d '{\"model\":\"any\",\"input\":\"Hello\",\"dimensions\":8}'"
                        .formatted(base);
            case AZURE_DEPLOYMENT ->
                "curl -N '%s/openai/deployments/any/chat/completions?api-version=2024-10-21' -H 'api-key: any' -d %s"
                        .formatted(base, chat);
            case AZURE_V1 -> "curl -N %s/openai/v1/chat/completions -H 'api-key: any' -d %s".formatted(base, chat);
            case ANTHROPIC_MESSAGES ->
                "curl -N %s/v1/messages -H 'x-api-key: any' -H 'anthropic-version: 2023-06-01' -d %s"
                        .formatted(base, chat);
            case ANTHROPIC_COMPLETE ->
                ("curl -N %s/v1/complete -H 'x-api-key: any' -H 'anthropic-version: 2023-06-01'"
                                + " -d '{\"model\":\"any\",\"max_tokens_to_sample\":16,\"stream\":true,"
                                + "\"prompt\":\"\\n\\nHuman: Hello\\n\\nAssistant:\"}'")
                        .formatted(base);
            case VLLM_CHAT, TGI_CHAT, LLAMA_CPP_CHAT, OLLAMA_COMPATIBLE ->
                "curl -N %s/v1/chat/completions -d %s".formatted(base, chat);
            case VLLM_COMPLETIONS ->
                "curl -N %s/v1/completions -d '{\"model\":\"any\",\"stream\":true,\"prompt\":\"Hello\"}'"
                        .formatted(base);
            case TGI_GENERATE ->
                "curl -N %s/generate_stream -d '{\"inputs\":\"Hello\",\"parameters\":{\"max_new_tokens\":16}}'"
                        .formatted(base);
            case OLLAMA_CHAT -> "curl -N %s/api/chat -d %s".formatted(base, chat);
            case GEMINI ->
                ("curl -N '%s/v1beta/models/any:streamGenerateContent?alt=sse' -H 'x-goog-api-key: any'"
                                + " -d '{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}'")
                        .formatted(base);
            case BEDROCK_CONVERSE ->
                ("curl -N %s/model/any/converse -H 'Authorization: Bearer any'"
                                + " -d '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}'")
                        .formatted(base);
        };
    }
}
