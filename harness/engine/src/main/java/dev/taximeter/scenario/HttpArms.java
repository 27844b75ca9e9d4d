package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads arms that talk to a language model behind HTTP, or to the emulator in its place. */
final class HttpArms {
    private static final Kind<String> MODEL = Kinds.line("the model's name, such as gpt-4o-mini", 200);
    private static final Kind<String> DEPLOYMENT =
            Kinds.shaped("the deployment's name, such as gpt-35-turbo", ArmsSection.NAME);
    private static final Kind<Dialect> OPENAI_API = Kinds.choice(openAiApis());
    private static final Kind<Dialect> ANTHROPIC_API =
            Kinds.choice("messages", Dialect.ANTHROPIC_MESSAGES, "complete", Dialect.ANTHROPIC_COMPLETE);
    private static final Kind<Dialect> AZURE_API =
            Kinds.choice("deployment", Dialect.AZURE_DEPLOYMENT, "v1", Dialect.AZURE_V1);
    private static final Kind<String> API_VERSION =
            Kinds.shaped("a version such as \"2024-10-21\"", Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?"));
    private static final String DEFAULT_API_VERSION = "2024-10-21";
    private static final Kind<Dialect> VLLM_API =
            Kinds.choice("chat", Dialect.VLLM_CHAT, "completions", Dialect.VLLM_COMPLETIONS);
    private static final Kind<Dialect> TGI_API =
            Kinds.choice("chat", Dialect.TGI_CHAT, "generate", Dialect.TGI_GENERATE);
    private static final Kind<Dialect> OLLAMA_API =
            Kinds.choice("native", Dialect.OLLAMA_CHAT, "compatible", Dialect.OLLAMA_COMPATIBLE);
    private static final Kind<String> REGION =
            Kinds.shaped("AWS's name of a region, such as us-east-1", Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}"));
    /** An emulated service is nowhere; something has to be signed all the same. */
    private static final String EMULATED_REGION = "us-east-1";

    private final SourceFile source;
    private final boolean emulated;
    private final Map<Path, @Nullable Profile> profiles = new HashMap<>();

    private static Map<String, Dialect> openAiApis() {
        Map<String, Dialect> apis = new LinkedHashMap<>();
        apis.put("chat", Dialect.OPENAI_CHAT);
        apis.put("responses", Dialect.OPENAI_RESPONSES);
        apis.put("completions", Dialect.OPENAI_COMPLETIONS);
        apis.put("embeddings", Dialect.OPENAI_EMBEDDINGS);
        return apis;
    }

    HttpArms(SourceFile source, boolean emulated) {
        this.source = source;
        this.emulated = emulated;
    }

    @Nullable
    Arm openAi(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, arm.optional("api", OPENAI_API, Dialect.OPENAI_CHAT));
    }

    @Nullable
    Arm anthropic(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, arm.optional("api", ANTHROPIC_API, Dialect.ANTHROPIC_MESSAGES));
    }

    @Nullable
    Arm vllm(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, arm.optional("api", VLLM_API, Dialect.VLLM_CHAT));
    }

    @Nullable
    Arm tgi(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, arm.optional("api", TGI_API, Dialect.TGI_CHAT));
    }

    @Nullable
    Arm llamaCpp(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, Dialect.LLAMA_CPP_CHAT);
    }

    @Nullable
    Arm ollama(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, arm.optional("api", OLLAMA_API, Dialect.OLLAMA_CHAT));
    }

    @Nullable
    Arm gemini(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, Dialect.GEMINI);
    }

    @Nullable
    Arm bedrock(YamlMap arm, String name, String label) throws IOException {
        return plain(arm, name, label, Dialect.BEDROCK_CONVERSE);
    }

    private @Nullable Arm plain(YamlMap arm, String name, String label, Dialect dialect) throws IOException {
        String model = arm.required("model", MODEL);
        return finish(arm, name, label, dialect, model, null, null);
    }

    @Nullable
    Arm azure(YamlMap arm, String name, String label) throws IOException {
        Dialect dialect = arm.optional("api", AZURE_API, Dialect.AZURE_DEPLOYMENT);
        String deployment = arm.optional("deployment", DEPLOYMENT);
        String model = arm.optional("model", MODEL);
        if (!arm.has("deployment") && !(standsIn(arm) && arm.has("model"))) {
            arm.missing("deployment", DEPLOYMENT.expected());
        }
        if (dialect == Dialect.AZURE_V1 && arm.has("apiVersion")) {
            arm.reportKey(
                    "apiVersion", "'apiVersion' does not go with api v1", "api: deployment, or no apiVersion", null);
        }
        String version = arm.optional("apiVersion", API_VERSION, DEFAULT_API_VERSION);
        return finish(
                arm,
                name,
                label,
                dialect,
                model == null ? deployment : model,
                deployment == null ? model : deployment,
                dialect == Dialect.AZURE_V1 ? null : version);
    }

    private @Nullable Arm finish(
            YamlMap arm,
            String name,
            String label,
            Dialect dialect,
            @Nullable String model,
            @Nullable String deployment,
            @Nullable String apiVersion)
            throws IOException {
        Profile profile = profile(arm, name, dialect);
        boolean aws = dialect == Dialect.BEDROCK_CONVERSE;
        String region = aws ? region(arm) : EMULATED_REGION;
        Credential credential = aws ? ArmCredential.aws(arm, region) : ArmCredential.read(arm);
        ArmAdditions additions = ArmAdditions.read(arm);
        URI endpoint = arm.optional("endpoint", Endpoints.ENDPOINT);
        boolean needsAddress = dialect.publicEndpoint().isEmpty() && !aws && !arm.has("endpoint");
        if (!standsIn(arm) && needsAddress) {
            arm.missing("endpoint", Endpoints.ENDPOINT.expected());
        }
        boolean clear = endpoint != null && "http".equalsIgnoreCase(endpoint.getScheme());
        boolean proven = arm.has("key") || arm.has("entra") || aws || additions.hasSecrets();
        if (proven && endpoint != null && !Endpoints.keepsSecrets(endpoint)) {
            String expected = Endpoints.ENDPOINT.expected() + ", or no key, for a server of your own that wants none";
            arm.report(
                    "endpoint", "'endpoint' is '%s': %s".formatted(endpoint, Endpoints.IN_THE_CLEAR), expected, null);
        }
        if (!standsIn(arm) && !proven && !clear && !dialect.selfHosted()) {
            arm.missing("key", Kinds.VARIABLE_NAME.expected());
        }
        if (model == null) {
            return null;
        }
        URI address = endpoint != null ? endpoint : publicEndpoint(dialect, region);
        // The emulator wants no key, so a real one is never sent to it.
        boolean real = profile == null;
        Target target = new Target.Http(
                dialect,
                address,
                model,
                deployment,
                apiVersion,
                real ? credential : Credential.NONE,
                additions.headers(),
                additions.bodyFields(),
                real ? additions.secretHeaders() : List.of());
        MachineKeys machine = dialect.selfHosted() ? MachineKeys.read(arm) : new MachineKeys(null, 1);
        return new Arm(name, label, target, profile, machine.machine(), machine.utilisationRatio());
    }

    private String region(YamlMap arm) {
        String region = standsIn(arm) ? arm.optional("region", REGION) : arm.required("region", REGION);
        return region == null ? EMULATED_REGION : region;
    }

    private static URI publicEndpoint(Dialect dialect, String region) {
        return dialect == Dialect.BEDROCK_CONVERSE
                ? URI.create("https://bedrock-runtime.%s.amazonaws.com".formatted(region))
                : dialect.publicEndpoint().map(URI::create).orElse(Endpoints.NOWHERE);
    }

    /** Whether the emulator takes the arm's place in this run. */
    private boolean standsIn(YamlMap arm) {
        return arm.has("emulated") || (emulated && arm.has("rehearsal"));
    }

    /** The profile that is played; null when none is. Profiles that only wait for a rehearsal are validated too. */
    private @Nullable Profile profile(YamlMap arm, String name, Dialect dialect) throws IOException {
        Profile always = profileAt(arm, "emulated", dialect);
        Profile rehearsed = profileAt(arm, "rehearsal", dialect);
        if (arm.has("emulated") && arm.has("rehearsal")) {
            arm.reportKey("rehearsal", "'rehearsal' is never used beside 'emulated'", "one of the two", null);
        }
        if (emulated && !arm.has("emulated") && !arm.has("rehearsal")) {
            arm.missing("rehearsal", "a profile for --emulated, so that '%s' calls no vendor".formatted(name));
        }
        return arm.has("emulated") ? always : emulated ? rehearsed : null;
    }

    private @Nullable Profile profileAt(YamlMap arm, String key, Dialect dialect) throws IOException {
        Path file = arm.optional(key, InputPaths.inside(source.folder(), "profiles/openai-gpt-3.5-turbo-2023-06.yaml"));
        if (file == null) {
            return null;
        }
        if (!profiles.containsKey(file)) {
            profiles.put(file, ProfileSection.read(file, source.problems()));
        }
        Profile profile = profiles.get(file);
        if (profile != null && profile.dialect() != dialect) {
            arm.report(
                    key,
                    "this profile speaks %s".formatted(ProfileSection.spelled(profile.dialect())),
                    "a profile of dialect %s".formatted(ProfileSection.spelled(dialect)),
                    null);
        }
        return profile;
    }
}
