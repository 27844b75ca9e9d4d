"""Anthropic's Python client drives the emulator; every line is something that it understood."""
import sys

import anthropic

base, kind = sys.argv[1], sys.argv[2]
messages = [{"role": "user", "content": "Where is my taxi?"}]
client = anthropic.Anthropic(base_url=base, api_key="made-up", max_retries=0)

if kind == "limited":
    try:
        client.messages.create(model="m", max_tokens=8, messages=messages)
        sys.exit("a rate limit was not noticed")
    except anthropic.RateLimitError as error:
        print("429", error.status_code)
    sys.exit(0)

whole = client.messages.create(model="m", max_tokens=64, messages=messages)
assert whole.usage.output_tokens > 0, whole
print("whole", whole.content[0].text)
with client.messages.stream(model="m", max_tokens=64, messages=messages) as stream:
    print("stream", "".join(stream.text_stream))
    assert stream.get_final_message().usage.output_tokens > 0
print("version", anthropic.__version__)
