// Tuned as its authors advise for many pages: Markdown is not run through a second
// template engine, and what lists need is computed once, in collections.
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchors from "markdown-it-anchor";

const dates = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "posts", limit: 20 },
    metadata: {
      language: "en",
      title: "A made archive",
      base: "https://www.example.org/",
      author: { name: "The benchmark" },
    },
  });
  config.amendLibrary("md", (md) => md.use(anchors));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("long", (date) => dates.format(date));
  config.addFilter("newest", (posts, count) => posts.slice(-count).reverse());

  // Neighbours are found once for all; the filter that looks for them in the
  // collection takes time that grows with the square of the archive.
  config.addCollection("neighbours", (api) => {
    const posts = api.getFilteredByTag("posts");
    const found = {};
    posts.forEach((post, index) => {
      found[post.url] = { older: posts[index - 1], newer: posts[index + 1] };
    });
    return found;
  });
  config.addCollection("topics", (api) => {
    const topics = new Map();
    for (const post of api.getFilteredByTag("posts").toReversed()) {
      for (const topic of post.data.topics) {
        if (!topics.has(topic)) topics.set(topic, []);
        topics.get(topic).push(post);
      }
    }
    return [...topics].sort().map(([name, posts]) => ({ name, posts }));
  });
  config.addCollection("years", (api) => {
    const years = new Map();
    for (const post of api.getFilteredByTag("posts").toReversed()) {
      const year = post.date.getUTCFullYear();
      if (!years.has(year)) years.set(year, []);
      years.get(year).push(post);
    }
    return [...years].map(([name, posts]) => ({ name, posts }));
  });

  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
