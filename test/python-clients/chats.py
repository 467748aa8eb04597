"""Chats with the fake of OpenAI's API, by OpenAI's own SDK, for those who instrument it; and what has to arrive of them."""

import fake_openai
import openai
from checks import fails_with, same

MESSAGES = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Why?"}]
USAGE = fake_openai.BUCKETS
client = openai.OpenAI(api_key="sk-fake", base_url=fake_openai.start(), max_retries=0)


def whole(**more):
    client.chat.completions.create(
        model="gpt-4o-mini", messages=MESSAGES, temperature=0.5, max_tokens=9, **more
    )


def streamed():
    chunks = client.chat.completions.create(
        model="gpt-4o-mini", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
    )
    same("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices), fake_openai.ANSWER)


def refused():
    def call():
        client.chat.completions.create(model=fake_openai.UNKNOWN_MODEL, messages=MESSAGES)

    fails_with(openai.NotFoundError, call)


def began_at_first_token(observation):
    times = [observation[key] for key in ("startTime", "completionStartTime", "endTime")]
    assert None not in times and times == sorted(times), times
