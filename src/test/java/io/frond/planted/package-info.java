/** Classes that break every rule of the architecture, so that a test can see the rules bite. */
package io.frond.planted;
