/* How the page looks: on a screen, on a phone, on paper.  Colours are those of
 * plots/theme.h, put in where the rules say "var". */
#include "html.h"

#include <string.h>

#include <samsyn/plots/theme.h>

static const char *const screen[] = {
    "*{box-sizing:border-box}\n"
    "html{font:100%/1.5 " SYN_THEME_FONT ";color:var(--ink);"
    "background:var(--paper);-webkit-text-size-adjust:100%;"
    "font-variant-ligatures:none}\n"
    "body{max-width:60rem;margin:0 auto;padding:0 1.5rem 2rem;"
    "overflow-wrap:break-word}\n"
    "header,main,footer{display:block}\n"
    ".skip{position:absolute;left:-99rem}\n"
    ".skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem;"
    "z-index:1}\n"
    "a{color:var(--favourable)}\n"
    ":focus-visible{outline:3px solid var(--favourable);outline-offset:2px}\n"
    ".hidden{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%);white-space:nowrap}\n",

    "header{border-bottom:3px solid var(--favourable);margin:1rem 0 1.25rem}\n"
    "header .top{display:flex;flex-wrap:wrap;justify-content:space-between;"
    "gap:0 1.5rem;margin:0 0 .4rem;font-size:.95rem;color:var(--muted)}\n"
    ".banner{background:var(--unfavourable);color:var(--paper);"
    "font-weight:700;text-align:center;padding:.5rem 1rem;margin:0 0 1rem;"
    "max-width:none;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "h1{font-size:2rem;line-height:1.2;font-weight:700;margin:0 0 .35rem;"
    "text-wrap:balance}\n"
    "h2{font-size:1.35rem;line-height:1.3;font-weight:600;margin:2rem 0 .3rem}"
    "\n"
    "h3{font-size:1.08rem;font-weight:600;margin:1.5rem 0 .25rem;"
    "color:var(--favourable)}\n"
    "p{margin:0 0 .8rem;max-width:46rem}\n"
    ".lead{font-size:1.12rem;color:var(--muted);margin-bottom:1.25rem;"
    "max-width:none}\n"
    "h2+.lead,h3+.lead{font-size:.92rem;margin-bottom:.6rem}\n",

    ".box{background:var(--panel);padding:1rem 1.25rem .75rem;margin:0 0 "
    "1.75rem;-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    ".box h2{margin:0 0 .5rem;font-size:1.2rem}\n"
    ".box ul,.key ul{list-style:none;margin:0;padding:0}\n"
    ".box li{display:flex;gap:.65rem;margin:0 0 .45rem}\n"
    ".mark{flex:none;display:inline-block;width:.95em;height:1.5em}\n"
    ".mark svg{display:block;width:.95em;height:1.5em;overflow:visible}\n"
    ".key{font-size:.85rem;margin:.75rem 0 .5rem;line-height:1.7}\n"
    ".key p,.key ul{display:inline;margin:0 .6rem 0 0}\n"
    ".key li{display:inline-block;margin-right:1rem}\n"
    ".key .mark{margin-right:.4rem;vertical-align:bottom}\n"
    ".key .mark,.key .mark svg{height:1.7em}\n"
    ".notes{color:var(--muted);font-size:.82rem;margin:0 0 1.5rem}\n"
    ".notes p{margin:0 0 .2rem;max-width:none}\n"
    ".page{border:0;margin:2.5rem 0 0}\n",

    "table{border-collapse:collapse;font-size:.93rem;line-height:1.35}\n"
    "th,td{text-align:left;vertical-align:middle;padding:.4rem .6rem;"
    "font-weight:400}\n"
    "thead th{font-weight:600;vertical-align:bottom;"
    "border-bottom:2px solid var(--ink)}\n"
    "tbody tr{border-bottom:1px solid var(--grid)}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}\n"
    "caption{text-align:left;font-weight:600;padding:.25rem 0}\n"
    ".scroll{overflow-x:auto;margin:0 0 1.25rem}\n"
    ".scroll th:first-child,.scroll td:first-child{padding-left:0}\n"
    ".scroll table{min-width:24rem}\n",

    ".status{width:100%;margin:0 0 .75rem}\n"
    ".status th:first-child{padding-left:.75rem}\n"
    ".status thead th{white-space:nowrap}\n"
    ".status thead th:first-child{padding-left:0}\n"
    ".status .focus{border-bottom:0}\n"
    ".status .focus th{color:var(--favourable);font-weight:600;"
    "padding:.75rem 0 .1rem}\n"
    ".status .value{font-weight:700}\n"
    ".status .range,.status .none{color:var(--muted)}\n"
    ".status .none{font-style:italic}\n"
    ".status .spark svg{display:block;width:9.5rem;height:auto;"
    "overflow:visible}\n"
    ".status .words{min-width:12.5rem}\n"
    ".status .words>span{display:flex;gap:.55rem;align-items:center;"
    "max-width:14rem}\n"
    ".words .mark,.words .mark svg{height:1.1em}\n"
    ".status .name{display:none}\n",

    "figure{margin:1.5rem 0 .5rem;max-width:46rem}\n"
    "figcaption strong{display:block;font-size:1.08rem;font-weight:600}\n"
    "figcaption span{display:block;color:var(--muted);font-size:.92rem}\n"
    ".chart{overflow-x:auto;margin:.6rem 0 .4rem}\n"
    ".chart svg{display:block;width:100%;height:auto}\n"
    "figure .foot{color:var(--muted);font-size:.82rem;margin:0;"
    "max-width:none}\n"
    ".pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}\n"
    "details{margin:.5rem 0 1.25rem;max-width:46rem}\n"
    "summary{cursor:pointer;color:var(--favourable);font-size:.92rem;"
    "padding:.3rem 0}\n"
    "details .scroll{margin:.25rem 0 0}\n"
    "footer{border-top:1px solid var(--grid);margin-top:2rem;"
    "padding-top:.75rem;color:var(--muted);font-size:.85rem}\n",

    /* A phone: a row of the status table is a card, in the order of reading. */
    "@media screen and (max-width:54rem){\n"
    "body{padding:0 1rem 1.5rem}\n"
    "h1{font-size:1.6rem}\n"
    ".pair{display:block}\n"
    /* Begins at its right end, where the latest number stands. */
    ".chart{direction:rtl}\n"
    ".chart svg{min-width:36rem;direction:ltr}\n"
    ".half .chart svg{min-width:20rem}\n"
    ".status,.status tbody,.status .focus,.status .focus th{display:block}\n"
    ".status thead{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)}\n"
    ".status .focus th{padding-top:1rem}\n"
    ".status .row{display:grid;grid-template-columns:1fr auto;"
    "gap:.15rem .75rem;padding:.55rem 0}\n"
    ".status .row>*{padding:0;min-width:0}\n"
    ".status th[scope=row]{font-weight:600;padding:0}\n"
    ".status .spark{grid-column:2;grid-row:2}\n"
    ".status .spark svg{width:8.5rem}\n"
    ".status .range{grid-column:1;grid-row:2;text-align:left}\n"
    ".status .words{grid-column:1/3}\n"
    ".status .words>span{max-width:none}\n"
    ".status .name{display:inline}\n"
    "}\n",

    "@media print{\n"
    "html{font-size:9.6pt}\n"
    "body{max-width:none;padding:0}\n"
    ".skip,summary{display:none}\n"
    "header{margin-top:0}\n"
    "h1,h2,h3,.lead,thead,.focus,figcaption{break-after:avoid}\n"
    "tr,figure,.box,.pair{break-inside:avoid}\n"
    "p,.box li{orphans:3;widows:3}\n"
    "figure,details,p{max-width:none}\n"
    ".chart,.scroll{overflow:visible}\n"
    ".status{font-size:.87rem}\n"
    ".status th,.status td{padding:.27rem .4rem}\n"
    ".status .spark svg{width:102pt}\n"
    ".status .words{min-width:13rem}\n"
    ".page{break-after:page;margin:0}\n"
    "details::details-content{display:block;content-visibility:visible;"
    "height:auto}\n"
    "details{display:block}\n"
    "details table{font-size:.85em}\n"
    "details th,details td{padding:.1rem .5rem}\n"
    "details thead{display:table-header-group}\n"
    "}\n",
};

static void add_colours(struct syn_html *html)
{
    static const struct {
        const char *name;
        unsigned colour;
    } colours[] = {
        {"ink", SYN_THEME_INK},
        {"muted", SYN_THEME_MUTED},
        {"unfavourable", SYN_THEME_UNFAVOURABLE},
        {"favourable", SYN_THEME_FAVOURABLE},
        {"grid", SYN_THEME_GRID},
        {"panel", SYN_THEME_PANEL},
        {"paper", SYN_THEME_PAPER},
    };

    syn_html_markup(html, ":root{");
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        syn_text_addf(&html->out, "%s--%s:#%06x", i ? ";" : "", colours[i].name,
                      colours[i].colour);
    syn_html_markup(html, "}\n");
}

/* TEXT as a string of CSS.  What could end the string, or the element that
 * holds it, is written as its number. */
static void add_string(struct syn_html *html, const char *text, size_t n)
{
    syn_html_markup(html, "\"");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || strchr("\"\\<>&", c))
            syn_text_addf(&html->out, "\\%x ", c);
        else
            syn_text_add_n(&html->out, text + i, 1);
    }
    syn_html_markup(html, "\"");
}

/* "side {page} av {pages}" as content: "side " counter(page) " av " ... */
static void add_page_of(struct syn_html *html, const char *text)
{
    while (*text) {
        const char *place = strchr(text, '{');
        if (strncmp(text, "{page}", 6) == 0) {
            syn_html_markup(html, " counter(page)");
            text += 6;
        } else if (strncmp(text, "{pages}", 7) == 0) {
            syn_html_markup(html, " counter(pages)");
            text += 7;
        } else {
            size_t n = place == text ? 1
                       : place       ? (size_t)(place - text)
                                     : strlen(text);
            syn_html_markup(html, " ");
            add_string(html, text, n);
            text += n;
        }
    }
}

/* What is printed above and under each page, by browsers that can. */
static void add_page_rules(struct syn_html *html)
{
    const struct syn_document *document = html->document;

    syn_html_markup(
        html, "@page{size:A4;margin:18mm 18mm 16mm;font:8pt " SYN_THEME_FONT
              ";color:#4a4a4a;");
    if (document->banner) {
        syn_html_markup(html, "@top-center{content:");
        add_string(html, document->banner, strlen(document->banner));
        syn_text_addf(&html->out, ";font-weight:700;color:#%06x}",
                      (unsigned)SYN_THEME_UNFAVOURABLE);
    }
    if (document->page_of) {
        syn_html_markup(html, "@bottom-right{content:");
        add_page_of(html, document->page_of);
        syn_html_markup(html, "}");
    }
    syn_html_markup(html, "}\n");
}

void syn_html_style(struct syn_html *html)
{
    syn_html_markup(html, "<style>\n");
    add_colours(html);
    for (size_t i = 0; i < sizeof screen / sizeof *screen; i++)
        syn_html_markup(html, screen[i]);
    add_page_rules(html);
    syn_html_markup(html, "</style>\n");
}
