// Gives the ids that github-slugger makes of lists of headings, one list a page.
import { readFileSync } from "node:fs";
import Slugger from "github-slugger";

const pages = JSON.parse(readFileSync(0, "utf8"));
const ids = pages.map((headings) => {
  const slugger = new Slugger();
  return headings.map((heading) => slugger.slug(heading));
});
console.log(JSON.stringify(ids));
