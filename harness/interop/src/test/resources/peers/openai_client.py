"""OpenAI's Python client drives the emulator; every line is something that it understood."""
import os
import sys

import openai

base, kind = sys.argv[1], sys.argv[2]
messages = [{"role": "user", "content": "Where is my taxi?"}]

if kind == "azure":
    client = openai.AzureOpenAI(azure_endpoint=base, api_key="made-up", api_version="2024-10-21", max_retries=0)
else:
    client = openai.OpenAI(base_url=base, api_key="made-up", max_retries=0)

if kind == "limited":
    try:
        client.chat.completions.create(model="m", messages=messages)
        sys.exit("a rate limit was not noticed")
    except openai.RateLimitError as error:
        print("429", error.status_code)
    sys.exit(0)

if kind == "responses":
    whole = client.responses.create(model="m", input="Where is my taxi?", max_output_tokens=64)
    assert whole.usage.output_tokens > 0, whole
    print("whole", whole.output_text)
    text, ended = "", False
    for event in client.responses.create(
            model="m", input="Where is my taxi?", max_output_tokens=64, stream=True):
        if event.type == "response.output_text.delta":
            text += event.delta
        ended = ended or event.type in ("response.completed", "response.incomplete")
    assert ended, "the stream did not say that it had ended"
    print("stream", text)
    sys.exit(0)

if kind == "completions":
    whole = client.completions.create(model="m", prompt="Where is my taxi?", max_tokens=64)
    assert whole.usage.completion_tokens > 0, whole
    print("whole", whole.choices[0].text)
    stream = client.completions.create(model="m", prompt="Where is my taxi?", max_tokens=64, stream=True)
    print("stream", "".join(chunk.choices[0].text for chunk in stream if chunk.choices))
    sys.exit(0)

if kind == "embeddings":
    vector = client.embeddings.create(model="m", input="Where is my taxi?").data[0].embedding
    assert len(vector) > 1 and all(isinstance(value, float) for value in vector), vector
    print("vector", len(vector))
    sys.exit(0)

whole = client.chat.completions.create(model="m", messages=messages, max_tokens=64)
assert whole.usage.completion_tokens > 0, whole
print("whole", whole.choices[0].message.content)
stream = client.chat.completions.create(
    model="m", messages=messages, max_tokens=64, stream=True, stream_options={"include_usage": True})
text, usage = "", None
for chunk in stream:
    for choice in chunk.choices:
        text += choice.delta.content or ""
    usage = chunk.usage or usage
assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens, usage
print("stream", text)
print("version", openai.__version__)
