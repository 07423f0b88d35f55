// Leaves no address in package-lock.json: an install takes packages from whatever registry the
// person has set, and the integrity hashes prove that they are the same packages.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
  delete entry.resolved;
}
const text = JSON.stringify(lock, null, 2) + "\n";
if (/https?:\/\//.test(text)) {
  throw new Error("package-lock.json still names an address: remove it before you commit");
}
writeFileSync("package-lock.json", text);
