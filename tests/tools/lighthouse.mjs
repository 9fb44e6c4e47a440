// Asks Lighthouse about some pages, in one Chromium: lighthouse.mjs CHROMIUM FLAGS URL...
// FLAGS are separated by spaces. Writes JSON: for each URL its scores, 0 to 100, by
// category, and the audits that cost something.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, flags, ...urls] = process.argv.slice(2);
const chromeFlags = ["--headless=new", ...flags.split(" ").filter(Boolean)];
const chrome = await launch({ chromePath, chromeFlags });

function report({ categories, audits }) {
  const found = { scores: {}, lost: {} };
  for (const { id, score, auditRefs } of Object.values(categories)) {
    found.scores[id] = Math.round(score * 100);
    found.lost[id] = auditRefs
      .filter((audit) => audit.weight && (audits[audit.id].score ?? 1) < 1)
      .map((audit) => {
        const { details, displayValue = "" } = audits[audit.id];
        const first = JSON.stringify(details?.items?.[0] ?? "").slice(0, 400);
        return `${audit.id} ${displayValue} ${first}`;
      });
  }
  return found;
}

const reports = {};
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    reports[url] = report(lhr);
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(reports));
