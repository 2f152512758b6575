// The official OpenAI client against the server at OPENAI_BASE_URL: what a user sees who changes base URL and key only.
// Prints one JSON object of what came back; ends with 1 and the reason where something is not as with the provider.
import assert from "node:assert/strict";
import OpenAI from "openai";

const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model } = process.env;
assert.ok(baseURL && apiKey && model, "OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL are needed");

const client = new OpenAI({ baseURL, apiKey, timeout: 20_000 });
const messages = [{ role: "user", content: `How long may I return a jacket? Tell it to ${model}.` }];

async function chat() {
  const answer = await client.chat.completions.create({ model, messages });
  assert.equal(answer.object, "chat.completion");
  const [choice] = answer.choices;
  assert.equal(choice.message.role, "assistant");
  assert.ok(choice.message.content.length > 0, "the answer is empty");
  assert.equal(choice.finish_reason, "stop");
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  assert.ok(answer.usage.completion_tokens > 0, "usage counts nothing");
  return { content: choice.message.content, usage: answer.usage };
}

async function stream() {
  const events = await client.chat.completions.create({ model, messages, stream: true });
  let content = "";
  let finish = null;
  let chunks = 0;
  for await (const event of events) {
    chunks++;
    assert.equal(event.object, "chat.completion.chunk");
    assert.ok(!event.usage, "usage came although nobody asked for it");
    content += event.choices[0]?.delta?.content ?? "";
    finish = event.choices[0]?.finish_reason ?? finish;
  }
  assert.ok(chunks > 1, `a stream of ${chunks} chunks is none`);
  assert.ok(content.length > 0, "the streamed answer is empty");
  assert.equal(finish, "stop", "the stream ended without a finish_reason");
  return { content, chunks };
}

async function streamWithUsage() {
  const events = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let last = null;
  for await (const event of events) last = event;
  assert.ok(last?.usage?.total_tokens > 0, "the last event carries no usage");
  assert.equal(last.choices.length, 0);
  return { usage: last.usage };
}

async function models() {
  const names = [];
  for await (const entry of client.models.list()) names.push(entry.id);
  assert.ok(names.includes(model), `${model} is not among ${names}`);
  const one = await client.models.retrieve(model);
  assert.equal(one.id, model);
  assert.equal(one.object, "model");
  return names;
}

async function refused(call, type, status, code) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof type, `${error.constructor.name} instead of ${type.name}: ${error.message}`);
    assert.equal(error.status, status);
    assert.equal(error.code, code);
    assert.equal(error.type, "invalid_request_error");
    return { status, code, message: error.message };
  }
  return assert.fail(`answered instead of ${status}`);
}

const stranger = new OpenAI({ baseURL, apiKey: "sk-nobody", timeout: 20_000 });
const chatOf = (who, name) => () => who.chat.completions.create({ model: name, messages });

const seen = {
  chat: await chat(),
  stream: await stream(),
  streamWithUsage: await streamWithUsage(),
  models: await models(),
  wrongKey: await refused(chatOf(stranger, model), OpenAI.AuthenticationError, 401, "invalid_api_key"),
  wrongModel: await refused(chatOf(client, "no-such-model"), OpenAI.NotFoundError, 404, "model_not_found"),
};
console.log(JSON.stringify(seen));
