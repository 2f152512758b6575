// Vercel's AI SDK; `library` is the provider package: the one of OpenAI, or the one for whatever is compatible.
import assert from "node:assert/strict";
import { APICallError, Output, generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import * as said from "../said.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;

const providers = {
  async "@ai-sdk/openai"(settings) {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI(settings).chat;
  },
  async "@ai-sdk/openai-compatible"(settings) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const more = { name: "frond", includeUsage: false, supportsStructuredOutputs: true };
    return createOpenAICompatible({ ...more, ...settings }).chatModel;
  },
};

export async function scenes({ baseURL, apiKey, library, leaving }) {
  const model = await providers[library]({ baseURL, apiKey });
  const withUsage = await providers[library]({ baseURL, apiKey, includeUsage: true });
  const stranger = await providers[library]({ baseURL, apiKey: "sk-nobody" });
  const prompt = said.question;
  const ask = (scene, more) => generateText({ model: model(scene), prompt, ...more });

  const schema = jsonSchema(said.weather.parameters);
  const weather = { description: said.weather.description, inputSchema: schema };
  const called = (calls) =>
    calls.map(({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, arguments: input }));

  // All parts of a stream; into `all`, for those that come before a failure.
  async function parts(scene, more, all = []) {
    const ask = { model: model(scene), prompt, maxRetries: 0, onError() {}, ...more };
    for await (const part of streamText(ask).fullStream) all.push(part);
    return all;
  }
  const of = (all, type) => all.filter((part) => part.type === type);
  const text = (all) => of(all, "text-delta").map((part) => part.text).join("");
  const error = (all) => of(all, "error")[0]?.error;

  function refused(failure, status, code) {
    const last = failure?.lastError ?? failure;
    assert.ok(APICallError.isInstance(last), `${last} instead of APICallError`);
    assert.equal(last.statusCode, status);
    assert.equal(JSON.parse(last.responseBody).error.code, code);
    return last;
  }
  const fails = async (call, status, code) => {
    try {
      await call();
    } catch (failure) {
      return refused(failure, status, code);
    }
    return assert.fail(`an answer instead of ${status}`);
  };

  // The SDK shows the event with the error as a part, or throws what it saw of the connection, whichever it sees first;
  // what it has not handed out by then is lost.
  const breaksOff = (scene) => async () => {
    const all = [];
    const thrown = await parts(scene, {}, all).then(
      () => undefined,
      (failure) => failure,
    );
    assert.ok("Thirty days".startsWith(text(all)), text(all));
    assert.ok(thrown ?? error(all), "the stream looks complete");
    assert.ok(!of(all, "finish").some((part) => part.finishReason === "stop"), "a finish was made up");
  };

  const leaves = async (scene, call) => {
    const { left, error: failure } = await leaving(scene, call);
    assert.equal(failure.name, "AbortError");
    return { left };
  };

  const seen = async (scene, mediaType, data) => {
    const content = [{ type: "text", text: "What is this?" }, { type: "file", mediaType, data }];
    return (await ask(scene, { prompt: undefined, messages: [{ role: "user", content }] })).text;
  };

  const shown = {
    async chat() {
      const answer = await ask("chat");
      assert.equal(answer.text, said.text);
      assert.equal(answer.finishReason, "stop");
      assert.equal(answer.usage.inputTokens, said.usage.prompt_tokens);
      assert.equal(answer.usage.outputTokens, said.usage.completion_tokens);
      assert.equal(answer.response.headers["x-own"], "1", "a header of the provider");
    },
    async stream() {
      const all = await parts("stream");
      assert.equal(text(all), said.text);
      assert.equal(of(all, "text-delta").length, said.words.length);
      assert.equal(of(all, "finish")[0].finishReason, "stop");
    },
    async "stream-usage"() {
      const all = await parts("stream-usage", { model: withUsage("stream-usage") });
      assert.equal(text(all), said.text);
      assert.equal(of(all, "finish")[0].totalUsage.totalTokens, said.usage.total_tokens);
    },
    async tool() {
      const tools = { get_weather: tool({ ...weather, execute: async () => said.rain }) };
      const answer = await ask("tool", { tools, stopWhen: stepCountIs(3) });
      assert.equal(answer.text, said.afterTool);
      assert.deepEqual(called(answer.steps[0].toolCalls), said.calls.slice(0, 1));
    },
    async "tools-parallel"() {
      const answer = await ask("tools-parallel", { tools: { get_weather: tool(weather) } });
      assert.deepEqual(called(answer.toolCalls), said.calls);
      assert.equal(answer.finishReason, "tool-calls");
    },
    async "tools-stream"() {
      const all = await parts("tools-stream", { tools: { get_weather: tool(weather) } });
      assert.deepEqual(called(of(all, "tool-call")), said.calls);
      assert.ok(of(all, "tool-input-delta").length > said.calls.length, "the arguments came in one piece");
      assert.equal(of(all, "finish")[0].finishReason, "tool-calls");
    },
    async structured() {
      const answer = await ask("structured", { output: Output.object({ schema, name: "trip" }) });
      assert.deepEqual(answer.output, said.calls[0].arguments);
    },
    async logprobs() {
      const answer = await ask("logprobs", { providerOptions: { openai: { logprobs: 2 } } });
      const [token] = answer.providerMetadata.openai.logprobs;
      assert.deepEqual([token.token, token.logprob], ["Hi", -0.25]);
      assert.deepEqual(token.top_logprobs.map((other) => other.logprob), [-0.25, -1.5]);
    },
    async image() {
      assert.equal(await seen("image", "image/png", said.picture), "seen");
    },
    async audio() {
      assert.equal(await seen("audio", "audio/wav", said.recording), "heard");
    },
    async "wrong-key"() {
      await fails(() => ask("wrong-key", { model: stranger("wrong-key") }), 401, "invalid_api_key");
    },
    async "wrong-model"() {
      await fails(() => ask("no-such-model"), 404, "model_not_found");
    },
    async refused() {
      const failure = await fails(() => ask("refused"), 400, "context_length_exceeded");
      assert.equal(failure.message, said.tooLong);
    },
    async "refused-stream"() {
      refused(error(await parts("refused-stream")), 400, "context_length_exceeded");
    },
    async limited() {
      assert.equal((await ask("limited")).text, said.text);
    },
    async "fails-twice"() {
      assert.equal((await ask("fails-twice")).text, said.text);
    },
    // The SDK knows no x-should-retry: it would come again by its own rule.
    async fails() {
      await fails(() => ask("fails", { maxRetries: 0 }), 502, "bad_gateway");
    },
    async silent() {
      await fails(() => ask("silent", { maxRetries: 0 }), 504, "upstream_timeout");
    },
    async page() {
      await fails(() => ask("page", { maxRetries: 0 }), 502, "bad_gateway");
    },
    async short() {
      await fails(() => ask("short", { maxRetries: 0 }), 502, "bad_gateway");
    },
    "stream-cut": breaksOff("stream-cut"),
    "stream-ended": breaksOff("stream-ended"),
    "stream-error": breaksOff("stream-error"),
    async "times-out"() {
      await assert.rejects(ask("times-out", { abortSignal: AbortSignal.timeout(400) }), { name: "TimeoutError" });
      return { left: Date.now() };
    },
    "leaves-before-answer": () =>
      leaves("leaves-before-answer", (abortSignal) => ask("leaves-before-answer", { abortSignal })),
    async "leaves-before-stream"() {
      const { left, error: all } = await leaving("leaves-before-stream", async (abortSignal) => {
        throw await parts("leaves-before-stream", { abortSignal });
      });
      assert.equal(of(all, "abort").length, 1);
      return { left };
    },
    async "leaves-within-stream"() {
      const controller = new AbortController();
      const stream = streamText({ model: model("leaves-within-stream"), prompt, abortSignal: controller.signal });
      let left = 0;
      for await (const part of stream.fullStream) {
        if (part.type === "text-delta" && part.text === "days") {
          left = Date.now();
          controller.abort();
        }
      }
      return { left };
    },
  };
  if (library !== "@ai-sdk/openai") delete shown.logprobs;
  return shown;
}
