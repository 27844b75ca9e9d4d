package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Briefing;
import dev.taximeter.model.Budget;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Conversation;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Generation;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Instructions;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.Knowledge;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Message;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Order;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Retries;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ValidScenarioTest {
    private static final Path FULL = Fixtures.VALID.resolve("full-intent.yaml");
    private static final Path CHAT = Fixtures.VALID.resolve("chat.yaml");
    private static final Path BY_OPTION = Fixtures.VALID.resolve("data-by-option.yaml");
    private static final Path BANK = Fixtures.VALID.resolve("data/bank.csv");

    @Test
    void everyKeyArrivesInTheModel() throws Exception {
        Scenario scenario = ScenarioLoader.load(FULL, LoadOptions.NONE);
        assertThat(scenario.name()).isEqualTo("full-intent");
        assertThat(scenario.question()).startsWith("Is Azure's");
        assertThat(scenario.seed()).isEqualTo(42);
        assertThat(scenario.pricesAsOf()).isEqualTo(LocalDate.of(2023, 6, 20));
        assertThat(scenario.text()).isEqualTo(Files.readString(FULL));
        assertThat(scenario.objectives())
                .containsExactly(
                        new Objective.Time("ttft.p99 < 1500ms", Metric.TTFT, 0.99, 1_500_000_000L),
                        new Objective.Time("response.p50 <= 2s", Metric.RESPONSE, 0.5, 2_000_000_001L),
                        new Objective.Errors("errors.ratio < 1%", 0.01),
                        new Objective.CostPerRequest("cost.perRequest < 0.002 USD", new BigDecimal("0.002"), "USD"),
                        new Objective.Accuracy("accuracy >= 0.92", 0.92));
        assertThat(scenario.load())
                .isEqualTo(new Load(
                        new LoadModel.Open(new Arrivals.Constant(0.5), 8),
                        new Extent.Requests(20),
                        new Extent.Time(300_000_000_000L),
                        false,
                        10_000_000_000L,
                        20_000_000_000L,
                        1_500_000_000L,
                        2,
                        Order.INTERLEAVED,
                        4,
                        new Retries(3, 10_000_000_000L)));
        assertThat(scenario.workload().instructions().text()).isEqualTo("Name the intent.");
        assertThat(scenario.workload().cache()).isEqualTo(CachePolicy.ALLOW);
        assertThat(scenario.workload().stream()).isFalse();
    }

    @Test
    void untilDecidedHasItsMostInTimeAndMoney() throws Exception {
        Scenario scenario = ScenarioLoader.load(FULL.resolveSibling("until-decided.yaml"), LoadOptions.NONE);
        assertThat(scenario.load().untilDecided()).isTrue();
        assertThat(scenario.load().measure()).isEqualTo(new Extent.Time(1_200_000_000_000L));
        assertThat(scenario.load().looks()).containsExactly(1, 2, 4, 8, 16);
        assertThat(scenario.budget()).isEqualTo(new Budget(new BigDecimal("5"), "USD"));
    }

    @Test
    void armsKeepTheirOrderAndTheirTargets() throws Exception {
        Scenario scenario = ScenarioLoader.load(FULL, LoadOptions.NONE);
        assertThat(scenario.arms()).extracting(Arm::name).containsExactly("openai", "azure", "claude", "nlu");
        assertThat(scenario.arms().get(0).label()).isEqualTo("ChatGPT");
        assertThat(scenario.arms().get(1).label()).isEqualTo("azure");
        assertThat(scenario.arms().get(1).target())
                .isEqualTo(new Target.Http(
                        Dialect.AZURE_DEPLOYMENT,
                        URI.create("https://example.openai.azure.com"),
                        "gpt-35-turbo-0613",
                        "gpt-35-turbo",
                        "2024-10-21",
                        new Credential.Key("AZURE_OPENAI_API_KEY")));
        assertThat(scenario.arms().get(3).target()).isEqualTo(new Target.LocalNlu("all-minilm-l6-v2-q", 0.3, 2));
        assertThat(scenario.arms().get(3).machine()).isEqualTo("aws-c7i.large");
        assertThat(scenario.arms().get(3).utilisationRatio()).isEqualTo(0.3);
    }

    @Test
    void entitiesAreAskedForByTheirTypesAndShownByTheirWords() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("entities.yaml"), LoadOptions.NONE);
        assertThat(scenario.workload().task()).isEqualTo(Task.ENTITIES);
        assertThat(scenario.workload().intents()).containsExactly("city", "date", "room");
        assertThat(scenario.workload().prompts())
                .containsExactly(
                        new Prompt("t0001", "to Porto", null, null, List.of(new EntitySpan("city", 3, 8))),
                        new Prompt("t0002", "hello", null));
        assertThat(scenario.workload().instructions().text()).endsWith("Types:\ncity\ndate\nroom");
        assertThat(scenario.workload().maxOutputTokens()).isEqualTo(256);
        assertThat(scenario.workload().fewShot().examples())
                .contains(
                        new Message(
                                Message.Role.ASSISTANT,
                                "{\"entities\":[{\"type\":\"city\",\"text\":\"Oslo\"},"
                                        + "{\"type\":\"date\",\"text\":\"Monday\"}]}"),
                        new Message(
                                Message.Role.ASSISTANT, "{\"entities\":[{\"type\":\"room\",\"text\":\"single\"}]}"));
        assertThat(scenario.briefing(1, 0).examples()).hasSize(2);
    }

    @Test
    void utterancesAreAskedForByIntentAndLanguage() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("generate.yaml"), LoadOptions.NONE);
        Workload workload = scenario.workload();
        int intents = workload.intents().size();
        assertThat(workload.prompts()).hasSize(2 * intents);
        Prompt first = workload.prompts().getFirst();
        assertThat(first.expected()).isEqualTo(workload.intents().getFirst());
        assertThat(first.text()).contains("Language: English").endsWith("Number: 4");
        Generation.Asked asked = workload.generation().asked().get(first.id());
        assertThat(asked.language()).isEqualTo("English");
        assertThat(asked.shown())
                .isNotEmpty()
                .allSatisfy(shown -> assertThat(first.text()).contains("- " + shown));
        assertThat(asked.heldOut()).doesNotContainAnyElementsOf(asked.shown());
        assertThat(workload.generation().utterances()).isEqualTo(4);
    }

    @Test
    void aKnowledgeBaseIsReadBesideItsQuestions() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("knowledge.yaml"), LoadOptions.NONE);
        List<String> texts =
                scenario.workload().prompts().stream().map(Prompt::text).toList();
        assertThat(scenario.workload().knowledge()).isEqualTo(new Knowledge(texts, 2));
        assertThat(scenario.workload().instructions().text()).contains("passages below");
    }

    @Test
    void aHybridIsMadeOfItsArmsWhereverTheyStand() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("hybrid.yaml"), LoadOptions.NONE);
        Arm both = scenario.arms().getFirst();
        Arm nlu = scenario.arms().get(1);
        Arm gpt4 = scenario.arms().get(2);
        assertThat(both.label()).isEqualTo("Both");
        assertThat(both.target())
                .isEqualTo(new Target.Hybrid(
                        (Target.LocalNlu) nlu.target(), (Target.Http) gpt4.target(), new Mixture("nlu", "gpt4", 0.55)));
        assertThat(both.profile()).isEqualTo(gpt4.profile());
        assertThat(both.machine()).isEqualTo("box");
        assertThat(both.utilisationRatio()).isEqualTo(0.1);
        assertThat(both.adaptation().shots()).hasValue(2);
    }

    @Test
    void aProfileMaySayHowItIsServedAndWhatGoesWrong() throws Exception {
        Profile profile = ProfileLoader.load(Fixtures.VALID.resolve("profiles/everything.yaml"));
        Serving serving = profile.serving();
        assertThat(serving.pools())
                .containsExactly(
                        new Serving.Pool(
                                "d008-fast", 0.7, new Delay.Constant(10_000_000), new Delay.Constant(1_000_000)),
                        new Serving.Pool(
                                "d009-slow", 0.3, new Delay.Constant(50_000_000), new Delay.Constant(5_000_000)));
        assertThat(serving.stalls())
                .extracting(Serving.Stall::stage, Serving.Stall::ratio)
                .containsExactlyInAnyOrder(
                        tuple(Serving.Stall.Stage.BEFORE_FIRST_TOKEN, 0.01),
                        tuple(Serving.Stall.Stage.BEFORE_HEADERS, 0.02),
                        tuple(Serving.Stall.Stage.MID_STREAM, 0.03));
        assertThat(serving.prefillNanosPerToken()).isEqualTo(200_000);
        assertThat(serving.slots()).hasValue(4);
        assertThat(serving.drift()).isEqualTo(new Serving.Drift.Steps(60_000_000_000L, List.of(1.0, 1.5)));
        assertThat(serving.limits())
                .isEqualTo(new Serving.Limits(
                        OptionalInt.of(600),
                        1_000_000_000,
                        OptionalInt.of(30_000),
                        new Serving.Ramp(1_000, 0.5, 900_000_000_000L),
                        Serving.Limits.Headers.MINUS_ONE));
        assertThat(serving.cache()).isEqualTo(new Serving.PromptCache(1_024, 128, 0.9, 300_000_000_000L));
        assertThat(serving.reasoning()).isEqualTo(new Serving.Reasoning(64, new Delay.Constant(500_000_000)));
        assertThat(serving.https()).isTrue();
        assertThat(serving.gateway()).isEqualTo(new Serving.Gateway(new Delay.Constant(25_000_000)));
        assertThat(serving.spillover())
                .isEqualTo(new Serving.Spillover(
                        "ptu-east",
                        "standard-east",
                        0.05,
                        OptionalDouble.of(0.75),
                        new Delay.Constant(80_000_000),
                        new Delay.Constant(1_000_000)));
        assertThat(profile.faultRatios())
                .isEqualTo(Map.of(
                        InjectedFault.RESET_MID_STREAM, 0.05,
                        InjectedFault.CRLF, 0.01,
                        InjectedFault.SERVER_ERROR, 0.01,
                        InjectedFault.OVERLOADED, 0.01));
        assertThat(profile.jsonFaults().ratiosFor("Be brief."))
                .isEqualTo(Map.of(JsonFault.FENCED, 0.05, JsonFault.PROSE, 0.01));
        assertThat(profile.jsonFaults().ratiosFor("Answer with JSON only, please."))
                .isEqualTo(Map.of(JsonFault.FENCED, 0.01));
    }

    @Test
    void aProfileIsReadWhole() throws Exception {
        Profile profile = ProfileLoader.load(Fixtures.VALID.resolve("profiles/openai.yaml"));
        assertThat(profile.name()).isEqualTo("openai");
        assertThat(profile.dialect()).isEqualTo(Dialect.OPENAI_CHAT);
        assertThat(profile.ttft()).isEqualTo(new Delay.Lognormal(10_000_000, 24_000_000, 0.6, 60_000_000));
        assertThat(profile.gap())
                .isEqualTo(new Delay.Quantiles(java.util.List.of(1_000_000L, 2_000_000L, 2_000_000L, 5_000_000L)));
        assertThat(profile.serving().stalls())
                .containsExactly(new Serving.Stall(
                        Serving.Stall.Stage.BEFORE_FIRST_TOKEN, 0.01, new Delay.Constant(100_000_000)));
        assertThat(profile.faultRatios())
                .isEqualTo(Map.of(
                        InjectedFault.SERVER_ERROR, 0.0025,
                        InjectedFault.OVERLOADED, 0.0025,
                        InjectedFault.RATE_LIMITED, 0.005));
        assertThat(profile.accuracyRatio()).isEqualTo(0.88);
    }

    @Test
    void aStallThatNeverHappensIsAbsent() throws Exception {
        Profile profile = ProfileLoader.load(Fixtures.VALID.resolve("profiles/anthropic.yaml"));
        assertThat(profile.serving()).isEqualTo(Serving.PLAIN);
    }

    @Test
    void aRehearsalIsPlayedOnlyWhenAsked() throws Exception {
        Scenario real = ScenarioLoader.load(FULL, LoadOptions.NONE);
        assertThat(real.arms()).extracting(Arm::emulated).containsExactly(false, false, true, false);
        Scenario rehearsed = ScenarioLoader.load(FULL, new LoadOptions(null, true));
        assertThat(rehearsed.arms()).extracting(Arm::emulated).containsExactly(true, true, true, false);
    }

    @Test
    void anEmulatedArmSendsNoKey() throws Exception {
        Scenario rehearsed = ScenarioLoader.load(FULL, new LoadOptions(null, true));
        for (Arm arm : rehearsed.arms()) {
            if (arm.target() instanceof Target.Http http) {
                assertThat(http.credential()).as(arm.name()).isEqualTo(Credential.NONE);
            }
        }
    }

    @Test
    void underEmulatedNoArmMayCallAVendor() {
        assertThatThrownBy(() -> ScenarioLoader.load(CHAT, new LoadOptions(null, true)))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("'local' lacks the key 'rehearsal'")
                .hasMessageContaining("'azure' lacks the key 'rehearsal'");
    }

    @Test
    void aChatHasPromptsAndItsOwnDefaults() throws Exception {
        Scenario scenario = ScenarioLoader.load(CHAT, LoadOptions.NONE);
        assertThat(scenario.workload().task()).isEqualTo(Task.CHAT);
        assertThat(scenario.workload().prompts())
                .containsExactly(
                        new Prompt("late", "My parcel is late.", null), new Prompt("p0002", "Two and two?", "4"));
        assertThat(scenario.workload().maxOutputTokens()).isEqualTo(128);
        assertThat(scenario.workload().instructions().text()).isEmpty();
        assertThat(scenario.workload().stream()).isTrue();
        assertThat(scenario.seed()).isEqualTo(1);
        assertThat(scenario.load().blocks()).as("clipped to the requests").isEqualTo(4);
        assertThat(scenario.load().warmUp()).isEqualTo(new Extent.Requests(0));
    }

    @Test
    void aSweepOverInputTokensMakesPromptsForEachOfItsLengths() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("sweep.yaml"), LoadOptions.NONE);
        assertThat(scenario.sweep()).isEqualTo(new Sweep(Sweep.Quantity.INPUT_TOKENS, List.of(100.0, 500.0)));
        assertThat(scenario.workload().prompts())
                .extracting(Prompt::id)
                .containsExactly("t100-001", "t100-002", "t100-003", "t500-001", "t500-002", "t500-003");
        assertThat(scenario.workload().prompts().getFirst().text()).endsWith("Sum this up.");
        assertThat(scenario.briefing(0, 1).answer())
                .isEqualTo(new AnswerShape(64, true, AnswerFormat.TEXT, List.of("END")));
        assertThat(scenario.arms().getFirst().adaptation().trainingTokens()).hasValue(250_000);
    }

    @Test
    void rowsFillTheTemplateAndFormConversations() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("talks.yaml"), LoadOptions.NONE);
        assertThat(scenario.workload().conversations()).containsExactly(new Conversation(0, 2), new Conversation(2, 1));
        assertThat(scenario.workload().prompts())
                .containsExactly(
                        new Prompt("late-1", "Hello, where is order 17?", null),
                        new Prompt("late-2", "Again, where is order 18?", null),
                        new Prompt("cold-1", "Good day, you, where is order {{order}}?", null));
        assertThat(scenario.sweep()).isEqualTo(Sweep.turns(2));
        assertThat(scenario.load().model()).isEqualTo(new LoadModel.Open(new Arrivals.Poisson(1), 256, 2_000_000_000));
    }

    @Test
    void solvedExamplesAreDrawnEvenlyFromTheTrainingPart() throws Exception {
        Scenario scenario = ScenarioLoader.load(BY_OPTION, new LoadOptions(BANK, false));
        int intents = scenario.workload().training().stream()
                .map(one -> one.intent())
                .collect(java.util.stream.Collectors.toSet())
                .size();
        assertThat(scenario.workload().fewShot().available())
                .isEqualTo(scenario.workload().training().size());
        assertThat(scenario.workload().fewShot().first(intents))
                .filteredOn(message -> message.role() == Message.Role.ASSISTANT)
                .doesNotHaveDuplicates();
        assertThat(scenario.briefing(0, 0).examples()).isEmpty();
    }

    @Test
    void azureWithoutModelIsPricedAsItsDeployment() throws Exception {
        Target target =
                ScenarioLoader.load(CHAT, LoadOptions.NONE).arms().get(1).target();
        assertThat(target)
                .isEqualTo(new Target.Http(
                        Dialect.AZURE_V1,
                        URI.create("https://example.openai.azure.com"),
                        "mini",
                        "mini",
                        null,
                        new Credential.Key("AZURE_KEY")));
    }

    @Test
    void anArmMayAddWhatItsGatewayWants() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("gateways.yaml"), LoadOptions.NONE);
        Target.Http helicone = (Target.Http) scenario.arms().get(1).target();
        assertThat(helicone.headers()).isEqualTo(Map.of("Helicone-Property-Team", "support"));
        assertThat(helicone.secretHeaders())
                .containsExactly(new Target.SecretHeader("Helicone-Auth", "HELICONE_API_KEY", "Bearer"));
        assertThat(helicone.variables()).containsExactly("OPENAI_API_KEY", "HELICONE_API_KEY");
        Target.Http company = (Target.Http) scenario.arms().get(2).target();
        assertThat(company.dialect()).isEqualTo(Dialect.OPENAI_RESPONSES);
        assertThat(company.credential()).isEqualTo(Credential.NONE);
        assertThat(company.bodyFields())
                .isEqualTo("{\"service_tier\":\"flex\",\"reasoning\":{\"effort\":\"low\"},\"metadata\":"
                        + "{\"tags\":[\"a\",\"1\"],\"n\":1.5,\"on\":true},\"temperature\":null}");
        assertThat(((Target.Http) scenario.arms().get(4).target()).dialect()).isEqualTo(Dialect.ANTHROPIC_COMPLETE);
        Target.Http responses = (Target.Http) scenario.arms().get(5).target();
        assertThat(responses.dialect()).isEqualTo(Dialect.OPENAI_RESPONSES);
        assertThat(responses.secretHeaders()).containsExactly(new Target.SecretHeader("api-key", "AZURE_KEY", ""));
    }

    @Test
    void ownServersNeedAnAddressAndNoKey() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("own-servers.yaml"), LoadOptions.NONE);
        List<Target.Http> targets =
                scenario.arms().stream().map(arm -> (Target.Http) arm.target()).toList();
        assertThat(targets)
                .extracting(Target.Http::dialect)
                .containsExactly(
                        Dialect.VLLM_CHAT,
                        Dialect.VLLM_COMPLETIONS,
                        Dialect.TGI_CHAT,
                        Dialect.TGI_GENERATE,
                        Dialect.LLAMA_CPP_CHAT,
                        Dialect.OLLAMA_CHAT,
                        Dialect.OLLAMA_COMPATIBLE,
                        Dialect.GEMINI,
                        Dialect.BEDROCK_CONVERSE,
                        Dialect.BEDROCK_CONVERSE,
                        Dialect.BEDROCK_CONVERSE);
        assertThat(targets.get(0).credential()).isEqualTo(Credential.NONE);
        assertThat(targets.get(1).credential()).isEqualTo(new Credential.Key("VLLM_KEY"));
        assertThat(targets.get(7).endpoint()).hasToString("https://generativelanguage.googleapis.com");
    }

    @Test
    void bedrockIsSignedForItsRegion() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("own-servers.yaml"), LoadOptions.NONE);
        Target.Http lasting = (Target.Http) scenario.arms().get(8).target();
        assertThat(lasting.endpoint()).hasToString("https://bedrock-runtime.eu-west-1.amazonaws.com");
        assertThat(lasting.credential())
                .isEqualTo(new Credential.Aws("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", null, "eu-west-1"));
        assertThat(((Target.Http) scenario.arms().get(9).target()).credential())
                .isEqualTo(new Credential.Aws("MY_ID", "MY_SECRET", "MY_TOKEN", "us-gov-west-1"));
        assertThat(((Target.Http) scenario.arms().get(10).target()).credential())
                .isEqualTo(new Credential.Key("BEDROCK_API_KEY"));
    }

    @Test
    void azureMayProveItselfWithEntra() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("gateways.yaml"), LoadOptions.NONE);
        assertThat(((Target.Http) scenario.arms().get(3).target()).credential())
                .isEqualTo(new Credential.Entra(
                        URI.create("https://login.microsoftonline.com"),
                        "https://cognitiveservices.azure.com/.default",
                        "AZURE_TENANT_ID",
                        "AZURE_CLIENT_ID",
                        "CLIENT_SECRET"));
    }

    @Test
    void serversOfLocalModelsHaveTokensAndLabelsOfTheirOwn() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("nlu-servers.yaml"), LoadOptions.NONE);
        assertThat(((Target.NluHttp) scenario.arms().get(1).target()).variables())
                .containsExactly("GATEWAY_KEY", "RASA_TOKEN");
        assertThat(((Target.NluHttp) scenario.arms().get(2).target()).logits())
                .isEqualTo(new Target.NluHttp.Logits("intent_logits", List.of("book_flight", "get_weather")));
        assertThat(((Target.NluHttp) scenario.arms().get(3).target()).logits().labels())
                .containsExactly("book_flight", "get_weather", "greet");
    }

    @Test
    void pubSubIsAFakeOfTheRunsOwnUnlessSomebodyElsesIsNamed() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("nlu-servers.yaml"), LoadOptions.NONE);
        Arm own = scenario.arm("fake").orElseThrow();
        Target.PubSubQueue fake = (Target.PubSubQueue) ((Target.Started) own.target()).behind();
        Target.PubSubQueue google =
                (Target.PubSubQueue) scenario.arm("google").orElseThrow().target();
        Target.PubSubQueue emulator =
                (Target.PubSubQueue) scenario.arm("emulator").orElseThrow().target();

        assertThat(own.emulated()).isTrue();
        assertThat(own.label()).isEqualTo("fake");
        assertThat(fake.fake()).isNotNull();
        assertThat(fake.fake().back()).isEqualTo(new Delay.Constant(170_000_000));
        assertThat(fake.settings().publisher().elementCountThreshold()).isEqualTo(100);
        assertThat(fake.fake().worker().subscriber().maxOutstandingElementCount())
                .isEqualTo(4);
        assertThat(google.fake()).isNull();
        assertThat(google.endpoint()).isNull();
        assertThat(google.settings().subscriber().parallelPullCount()).isEqualTo(2);
        assertThat(emulator.endpoint()).isEqualTo("127.0.0.1:8085");
        assertThat(scenario.arm("google").orElseThrow().emulated()).isFalse();
    }

    @Test
    void vectorsAreNeitherStreamedNorInstructed() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("embed.yaml"), LoadOptions.NONE);
        assertThat(scenario.workload().task()).isEqualTo(Task.EMBED);
        assertThat(scenario.workload().stream()).isFalse();
        assertThat(scenario.workload().prompts()).hasSize(2);
    }

    @Test
    void clarityAsksForEveryUtteranceThatHasAnIntentAsItStands() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("clarity.yaml"), LoadOptions.NONE);
        assertThat(scenario.workload().task()).isEqualTo(Task.CLARITY);
        assertThat(scenario.workload().stream()).isFalse();
        assertThat(scenario.workload().cache()).isEqualTo(CachePolicy.ALLOW);
        assertThat(scenario.workload().training()).isEmpty();
        assertThat(scenario.workload().intents()).containsExactly("balance", "transfer");
        assertThat(scenario.workload().prompts())
                .extracting(Prompt::expected)
                .containsOnly("balance", "transfer")
                .hasSize(5);
    }

    @Test
    void dataMayComeFromTheCommandLine() throws Exception {
        Scenario scenario = ScenarioLoader.load(BY_OPTION, new LoadOptions(BANK, false));
        assertThat(scenario.workload().prompts()).hasSize(3);
        assertThat(scenario.workload().maxOutputTokens()).isEqualTo(16);
        assertThat(scenario.load().blocks()).isEqualTo(1);
        assertThatThrownBy(() -> ScenarioLoader.load(BY_OPTION, LoadOptions.NONE))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("give --data FILE");
        assertThat(ScenarioLoader.load(BY_OPTION, LoadOptions.NONE.toCheck())
                        .workload()
                        .prompts())
                .isEmpty();
    }

    @Test
    void theDefaultInstructionsNameEveryIntentOnce() throws Exception {
        Scenario scenario = ScenarioLoader.load(BY_OPTION, new LoadOptions(BANK, false));
        assertThat(scenario.workload().intents()).containsExactly("balance", "transfer");
        assertThat(scenario.workload().instructions().text())
                .contains("exactly one intent", " oos ")
                .endsWith("balance\ntransfer");
    }

    @Test
    void everyShippedScenarioIsValid() throws Exception {
        for (Path file : Fixtures.yamlIn(Fixtures.shipped())) {
            assertThat(ScenarioLoader.load(file, LoadOptions.NONE.toCheck()))
                    .as(file.toString())
                    .isNotNull();
        }
        for (Path file : Fixtures.yamlIn(Fixtures.shipped().resolve("profiles"))) {
            assertThat(ProfileLoader.load(file)).as(file.toString()).isNotNull();
        }
    }

    @Test
    void testCasesPromptVersionsAndFormsOfJsonAreRead() throws Exception {
        Scenario scenario = ScenarioLoader.load(Fixtures.VALID.resolve("json.yaml"), LoadOptions.NONE);
        assertThat(scenario.workload().prompts())
                .containsExactly(
                        new Prompt("oslo", "A room in Oslo for two", "{\"city\":\"Oslo\",\"guests\":2}", null),
                        new Prompt(
                                "p0002",
                                "Two in Bergen; on Monday",
                                "{\"city\":\"Bergen\",\"when\":{\"day\":\"Monday\"}}",
                                "(?i)bergen"));
        Briefing first = scenario.briefing(0, 0);
        Briefing second = scenario.briefing(1, 0);
        assertThat(first.instructions()).isEqualTo(Instructions.inline("Answer with JSON."));
        assertThat(first.answer().format()).isEqualTo(AnswerFormat.TEXT);
        assertThat(second.instructions())
                .isEqualTo(new Instructions("booking-v2", "Answer with JSON: city, guests, when."));
        assertThat(second.answer().format()).isInstanceOf(AnswerFormat.JsonSchema.class);
        assertThat(scenario.workload().instructions().text()).contains("\"guests\"");
    }
}
