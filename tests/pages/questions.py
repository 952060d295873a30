"""What a browser test asks a page, in the page's own words: each answer names what is wrong."""

from pathlib import Path

AXE = (Path(__file__).with_name("axe_core") / "axe.min.js").read_text(encoding="utf-8")

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEADLINE = "document.querySelector('h1').innerText"
# Every text that is seen against the nearest background behind it, as WCAG computes contrast.
LOWEST_CONTRAST = """
(() => {
    const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const known = new Map();
    const channels = colour => {
        if (!known.has(colour)) {
            paint.clearRect(0, 0, 1, 1);
            paint.fillStyle = colour;
            paint.fillRect(0, 0, 1, 1);
            known.set(colour, [...paint.getImageData(0, 0, 1, 1).data]);
        }
        return known.get(colour);
    };
    const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (channels(colour)[3] === 255) return colour;
        }
        return getComputedStyle(document.body).backgroundColor;
    };
    let lowest = 21;
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!own || element.tagName === 'title' || element.closest('.hidden')) continue;
        const style = getComputedStyle(element);
        const text = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
        const [one, other] = [light(text), light(behind(element))].sort((a, b) => b - a);
        lowest = Math.min(lowest, (one + 0.05) / (other + 0.05));
    }
    return lowest;
})()
"""
# Labels of a chart that touch each other or leave the drawing, and texts that a box cuts off.
CLIPPED = """
(() => {
    const wrong = [];
    for (const chart of document.querySelectorAll('svg.chart')) {
        const frame = chart.getBoundingClientRect();
        const labels = [...chart.querySelectorAll('text')].map(label => [
            label.firstChild.data, label.getBoundingClientRect()]);
        labels.forEach(([words, box], index) => {
            if (box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
                wrong.push('outside: ' + words);
            for (const [others, other] of labels.slice(index + 1)) {
                const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
                const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
                if (wide > 1 && high > 3) wrong.push('overlap: ' + words + ' / ' + others);
            }
        });
    }
    for (const box of document.querySelectorAll('h1, h2, p, dd, dt, .tile, .pill, li, .heat td'))
        if (box.clientWidth && box.scrollWidth > box.clientWidth + 1
            && !box.closest('.hidden, details:not([open])'))
            wrong.push('cut: ' + box.textContent.trim());
    return wrong;
})()
"""
# A chart on a phone scrolls in its own box and does not shrink until nobody can read it.
NARROWEST_CHART = """
Math.min(...[...document.querySelectorAll('svg.chart')].map(c => c.getBoundingClientRect().width))
"""
VIOLATIONS = (
    AXE
    + """
;axe.run(document, {preload: false, resultTypes: ['violations']}).then(found =>
    found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))
"""
)
