// Fills the frame with the page, and the element "measured" with what it comes to there.

function channels(colour) {
  return colour.match(/[\d.]+/g).map(Number);
}

function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function behind(element, view) {
  for (let each = element; each; each = each.parentElement) {
    const colour = channels(view.getComputedStyle(each).backgroundColor);
    if (colour.length === 3 || colour[3] > 0.5) return colour;
  }
  return [255, 255, 255];
}

function hasText(element) {
  return [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
}

function described(element) {
  return `<${element.tagName.toLowerCase()}> ${element.textContent.trim().slice(0, 60)}`;
}

function measure(document, view) {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const width = document.documentElement.clientWidth;
  const elements = [...document.body.querySelectorAll("*")].filter((each) => each.checkVisibility());
  const tooWide = elements.filter((each) => each.getBoundingClientRect().right > width + 0.5);
  if (document.documentElement.scrollWidth > width) tooWide.push(document.body);
  const faint = [];
  for (const each of elements.filter(hasText)) {
    const style = view.getComputedStyle(each);
    const isOfPicture = each.namespaceURI.endsWith("svg");
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(channels(isOfPicture ? style.fill : style.color), behind(each, view));
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${described(each)}`);
  }
  const pictures = [...document.querySelectorAll("svg, img")];
  return {
    too_wide: tooWide.map(described),
    faint,
    headings: elements.filter((each) => /^H\d$/.test(each.tagName)).map((each) => Number(each.tagName[1])),
    pictures: pictures.map((each) => each.getAttribute("aria-label") || each.getAttribute("alt") || ""),
    background: view.getComputedStyle(document.body).backgroundColor,
  };
}

const frame = document.querySelector("iframe");
frame.onload = () => {
  const found = measure(frame.contentDocument, frame.contentWindow);
  document.getElementById("measured").textContent = JSON.stringify(found);
};
frame.srcdoc = page;
