// What the provider of the client matrix says, as the clients must hand it to their users: see Said.java.
export const text = "Thirty days — dreißig Tage 🌲.";
export const words = ["Thirty ", "days — ", "dreißig ", "Tage 🌲."];
export const usage = { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 };
export const question = "How long may I return a jacket?";

export const weather = {
  name: "get_weather",
  description: "The weather of the next days",
  parameters: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer" } },
    required: ["city", "days"],
    additionalProperties: false,
  },
};
export const calls = [
  { id: "call_1", name: "get_weather", arguments: { city: "Zürich", days: 2 } },
  { id: "call_2", name: "get_weather", arguments: { city: "Bern", days: 1 } },
];
export const rain = "rain on both days";
export const afterTool = "It rains in Zürich.";
export const tooLong = "This model's maximum context length is 8 tokens.";

// Reproduced in Java from the length alone.
export const bytes = (length) => Uint8Array.from({ length }, (_, i) => i * 31 + Math.floor(i / 251));
export const picture = bytes(300_000);
export const recording = bytes(50_000);
export const base64 = (content) => Buffer.from(content).toString("base64");
