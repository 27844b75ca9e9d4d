// OpenAI's and Anthropic's Node clients drive the emulator; every line is something that they understood.
const [, , home, base, kind] = process.argv;
const packageOf = (name) => import(`file://${home}/node_modules/${name}`);
const messages = [{ role: "user", content: "Where is my taxi?" }];

if (kind === "anthropic") {
  const { default: Anthropic } = await packageOf("@anthropic-ai/sdk/index.mjs");
  const client = new Anthropic({ baseURL: base, apiKey: "made-up", maxRetries: 0 });
  const whole = await client.messages.create({ model: "m", max_tokens: 64, messages });
  console.log("whole", whole.content[0].text);
  const final = await client.messages.stream({ model: "m", max_tokens: 64, messages }).finalMessage();
  console.log("stream", final.content[0].text);
} else {
  const { default: OpenAI, AzureOpenAI } = await packageOf("openai/index.mjs");
  const client =
    kind === "azure"
      ? new AzureOpenAI({ endpoint: base, apiKey: "made-up", apiVersion: "2024-10-21", maxRetries: 0 })
      : new OpenAI({ baseURL: base, apiKey: "made-up", maxRetries: 0 });
  const whole = await client.chat.completions.create({ model: "m", max_tokens: 64, messages });
  console.log("whole", whole.choices[0].message.content);
  const stream = await client.chat.completions.create({
    model: "m", max_tokens: 64, messages, stream: true, stream_options: { include_usage: true },
  });
  let text = "";
  let usage = null;
  for await (const chunk of stream) {
    for (const choice of chunk.choices) text += choice.delta.content ?? "";
    usage = chunk.usage ?? usage;
  }
  if (usage.total_tokens !== usage.prompt_tokens + usage.completion_tokens) throw new Error(JSON.stringify(usage));
  console.log("stream", text);
}
