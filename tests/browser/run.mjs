// The pages of `cchc serve` in a real browser: the usual ways through the site, an import by dropping a
// file, the keyboard alone, no script, a phone, print, axe-core and the policy for content.
//
//     npm ci --prefix tests/browser
//     node tests/browser/run.mjs target/debug/cchc [FOLDER]
//
// Needs Chromium (CHROMIUM, or `chromium` of the system). Pictures of the pages go to FOLDER, if it is given.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const program = resolve(process.argv[2] ?? "target/debug/cchc");
const pictures = process.argv[3];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = [
  "", "ranking", "heatmap", "course", "compare", "over-scoring", "findings", "questions", "sql", "documents", "methods",
  "search?q=so", "unit?unit=S%E1%BB%9F+T%C6%B0+ph%C3%A1p&block=department&year=2024",
  "cell?unit=S%E1%BB%9F+T%C6%B0+ph%C3%A1p&block=department&year=2024&figure=total", "rule?rule=sum-survey", "import",
];
const folder = mkdtempSync(join(tmpdir(), "cchc-browser-"));
const environment = { ...process.env, CCHC_DB: "", CCHC_LANG: "vi" };
for (const name of Object.keys(environment)) if (name.startsWith("CCHC_")) delete environment[name];

function run(...args) {
  const done = spawnSync(program, args, { cwd: folder, env: environment });
  if (done.status !== 0) throw new Error(`cchc ${args.join(" ")}: ${done.stderr}`);
}

/** A site on a free port: its address and how to end it. */
function serve(db) {
  const site = spawn(program, ["--db", db, "serve", "--import", "--no-open", "--port", "0"], { cwd: folder, env: environment });
  return new Promise((ready, failed) => {
    site.on("error", failed);
    site.on("exit", (code) => failed(new Error(`cchc serve ended with ${code}`)));
    site.stderr.on("data", (text) => {
      const found = /http:\/\/localhost:\d+/.exec(String(text));
      if (found) ready({ address: found[0], end: () => { site.removeAllListeners("exit"); site.kill(); } });
    });
  });
}

let failures = 0;
async function check(name, work) {
  try {
    await work();
    console.log(`ok      ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}\n        ${String(error.stack ?? error).split("\n").slice(0, 6).join("\n        ")}`);
  }
}

function expect(is, said) {
  if (!is) throw new Error(said);
}

/** A page that reports what the browser complains about. */
async function open(context, complaints) {
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  return page;
}

run("simulate", "--out", "sim", "--years", "2019-2024");
run("--db", "six.db", "import", "sim");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const site = await serve("six.db");
const at = (path, lang = "vi") => `${site.address}/${lang}/${path}`;
const complaints = [];

const desk = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "vi-VN" });
const page = await open(desk, complaints);
const heading = () => page.locator("h1").innerText();

await check("from the start page to the ranking, sorted, to a unit", async () => {
  await page.goto(site.address);
  expect(page.url().includes("/vi/"), page.url());
  await page.getByRole("link", { name: "Xếp hạng", exact: true }).click();
  const total = page.locator("thead th", { hasText: "Tổng cộng" }).first();
  await total.getByRole("link").click();
  expect(await page.locator("th[aria-sort=ascending]").count() === 1, "no column is sorted");
  await page.locator("tbody td a[href*='/unit?']").first().click();
  expect(page.url().includes("/unit?"), page.url());
});
await check("a figure leads to its marked cell and to the document", async () => {
  await page.goto(at("ranking?year=2024&block=department"));
  await page.locator("tbody td.number a[href*='/cell?']").first().click();
  expect(await page.locator("mark").count() === 1, "one cell is marked");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByText("Tải văn bản gốc").click()]);
  expect(file.suggestedFilename().length > 3, file.suggestedFilename());
});
await check("two years are chosen and compared", async () => {
  await page.goto(at("compare"));
  await Promise.all([page.waitForURL(/from=2021/), page.locator("select[name=from]").selectOption("2021")]);
  expect((await page.locator("main").innerText()).includes("2021"), "the year is not shown");
});
await check("over-scoring lists the cells to look at first", async () => {
  await page.goto(at("over-scoring"));
  expect(await page.locator("table tbody tr").count() > 3, "no rows");
});
await check("a finding leads to its check", async () => {
  await page.goto(at("findings"));
  await page.locator("tbody a[href*='/rule?']").first().click();
  expect(page.url().includes("rule="), page.url());
});
await check("a unit is found without tone marks", async () => {
  await page.goto(at(""));
  await page.getByRole("searchbox").fill("tu phap");
  await page.keyboard.press("Enter");
  await page.locator("main a", { hasText: "Sở Tư pháp" }).first().click();
  expect((await heading()).includes("Sở Tư pháp"), await heading());
});
await check("a query answers, and one that writes is refused", async () => {
  await page.goto(at("sql"));
  await page.locator("textarea").fill("SELECT count(*) AS n FROM rankings");
  await page.getByRole("button", { name: "Chạy" }).click();
  expect((await page.locator("tbody").innerText()).trim().length > 0, "no answer");
  await page.locator("textarea").fill("DELETE FROM score");
  await page.getByRole("button", { name: "Chạy" }).click();
  expect(await page.getByRole("alert").count() === 1, "no refusal");
});
await check("the language and the year are in the address", async () => {
  await page.goto(at("ranking?year=2022&block=department"));
  await page.getByRole("link", { name: "English" }).click();
  expect(page.url().includes("/en/ranking?year=2022"), page.url());
  expect(await page.locator("html").getAttribute("lang") === "en", "the language of the page");
});
await check("the table of a page is an Excel file, the page a Word file and a PDF", async () => {
  await page.goto(at("ranking?year=2024&block=department"));
  for (const [name, begin] of [["Excel", "PK"], ["Word", "PK"], ["PDF", "%PDF"]]) {
    const [file] = await Promise.all([
      page.waitForEvent("download"), page.locator(".files").getByRole("link", { name, exact: true }).click(),
    ]);
    expect(readFileSync(await file.path(), "latin1").startsWith(begin), name);
  }
});
await check("every check and the methods are explained", async () => {
  await page.goto(at("methods"));
  expect((await page.locator("main").innerText()).length > 2000, "little is explained");
});

await check("the keyboard alone leads through the site", async () => {
  await page.goto(at(""));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.className) === "skip", "the first stop is the skip link");
  await page.keyboard.press("Enter");
  expect(page.url().endsWith("#main"), page.url());
  await page.goto(at(""));
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  expect(outline === "solid", `the focus is not seen: ${outline}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/ranking/);
  // A wide table is scrolled with the keyboard.
  expect(await page.locator("div.scroll[tabindex='0']").count() > 0, "no part can be scrolled");
});

await check("pages hold on a phone of 360 pixels, and at twice the size", async () => {
  for (const [width, zoom] of [[360, 1], [640, 2]]) {
    const small = await browser.newContext({ viewport: { width: width / zoom < 360 ? 360 : width / zoom, height: 740 } });
    const phone = await open(small, complaints);
    for (const path of PAGES) {
      await phone.goto(at(path));
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
    await small.close();
  }
});

await check("print shows whole tables", async () => {
  await page.emulateMedia({ media: "print" });
  // A4 upright, without its margins.
  await page.setViewportSize({ width: 680, height: 900 });
  for (const path of PAGES) {
    await page.goto(at(path));
    const cut = await page.evaluate(() => [...document.querySelectorAll("main table")].map((table) =>
      Math.round(table.getBoundingClientRect().right - document.documentElement.clientWidth)).filter((over) => over > 1));
    expect(cut.length === 0, `${path}: tables are cut by ${cut} pixels`);
  }
  await page.goto(at("ranking"));
  expect((await page.pdf({ format: "A4", preferCSSPageSize: true })).length > 10_000, "a PDF of a page");
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 900 });
});

await check("axe-core finds nothing serious, in both languages", async () => {
  for (const lang of ["vi", "en"]) {
    for (const path of PAGES) {
      await page.goto(at(path, lang));
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => (await axe.run()).violations
        .filter((violation) => ["serious", "critical"].includes(violation.impact))
        .map((violation) => `${violation.id}: ${violation.nodes[0].html.slice(0, 120)}`));
      expect(found.length === 0, `${lang}/${path}: ${found.join("; ")}`);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${lang}-${path.split("?")[0] || "start"}.png`), fullPage: true });
      }
    }
  }
});

await check("everything works without script", async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await open(plain, complaints);
  await still.goto(at("ranking"));
  await still.locator("select[name=year]").selectOption("2021");
  await still.locator("form.choose button").click();
  expect(still.url().includes("year=2021"), still.url());
  await still.goto(at("import"));
  writeFileSync(join(folder, "x.csv"), "Không có bảng nào\n");
  await still.locator("input[type=file]").first().setInputFiles(join(folder, "x.csv"));
  await still.locator("form.upload button").first().click();
  expect(still.url().includes("upload="), still.url());
  await plain.close();
});

const fresh = await serve("new.db");
await check("a decision is dropped on the page, looked at, imported and taken back", async () => {
  writeFileSync(join(folder, "quyet-dinh.csv"), "UBND TỈNH VÍ DỤ\nQuyết định số 12/QĐ-UBND ngày 20/01/2026 của UBND tỉnh Ví dụ\n"
    + "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2025\nSTT;Tên đơn vị;Tự chấm;Thẩm định;Tổng cộng;Xếp hạng\n"
    + "1;Sở A;90;88,5;88,5;1\n2;Sở B;89;87;87;2\n");
  await page.goto(fresh.address);
  await page.waitForURL(/\/vi\/import/);
  const box = await page.locator(".drop").boundingBox();
  const devtools = await desk.newCDPSession(page);
  const data = { items: [], files: [join(folder, "quyet-dinh.csv")], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await devtools.send("Input.dispatchDragEvent", { type, x: box.x + 30, y: box.y + 30, data });
  }
  await page.waitForURL(/upload=/);
  expect((await page.locator("main").innerText()).includes("quyet-dinh.csv: nhập được"), "the dry run");
  await page.getByRole("button", { name: "Nhập vào cơ sở dữ liệu" }).click();
  await page.waitForURL(/done=/);
  await page.getByRole("link", { name: "Về trang đầu" }).click();
  expect((await page.locator("main").innerText()).includes("Sở A"), "the figures");
  await page.goBack();
  await page.getByRole("button", { name: "Hoàn tác lần nhập này" }).click();
  expect((await heading()).includes("Đã hoàn tác"), await heading());
});
fresh.end();

await check("the browser complains of nothing, such as a breach of the policy for content", async () => {
  // A refused query answers with an error of its own.
  const others = complaints.filter((text) => !/\/sql\?.*status of (400|422)/.test(text));
  expect(others.length === 0, [...new Set(others)].slice(0, 5).join("\n"));
});

site.end();
await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(failures === 0 ? "all well" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
