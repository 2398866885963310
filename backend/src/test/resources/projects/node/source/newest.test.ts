import { test } from "uvu";
import * as assert from "uvu/assert";
import { newest } from "./newest.js";

test("the newest version in a range is chosen", () => {
  assert.is(newest(["1.2.0", "1.10.0", "2.0.0"], "^1.0.0"), "1.10.0");
});

test.run();
