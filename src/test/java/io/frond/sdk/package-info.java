/** Clients of OpenAI's API against Frond, with only base URL and key changed. */
package io.frond.sdk;
