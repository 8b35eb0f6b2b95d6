"""Is the demo content whole? python3 demo/check.py prints a summary and every fault; exit 1 on a fault.

Needs only Python 3; with Pillow it also looks at the size of every picture.
"""
import collections
import glob
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES, MODELS = os.path.join(HERE, 'art', 'pictures'), os.path.join(HERE, 'art', 'models')
LANGUAGES = {'zh-CN': r'[\u4e00-\u9fff]', 'ja': r'[\u3040-\u30ff\u4e00-\u9fff]', 'hi': r'[\u0900-\u097f]', 'id': r'[a-z]', 'en': r'[a-z]'}
CURRENCIES = {'CN': 'CNY', 'JP': 'JPY', 'IN': 'INR', 'ID': 'IDR'}
faults = []


def fault(*words):
    faults.append(' '.join(str(w) for w in words))


def read(name):
    with open(os.path.join(HERE, 'market', name), encoding='utf-8') as f:
        return json.load(f)


def texts(where, value, language):
    """A pair of texts: the shop's own language and English, both there, the own one in its script."""
    if not isinstance(value, dict) or set(value) != {'own', 'en'}:
        return fault(where, 'is no pair of texts:', value)
    for key in ('own', 'en'):
        if not value[key].strip() or re.search(r'\{\w*\}', value[key]):
            fault(where, key, 'is empty or unfinished')
    if not re.search(LANGUAGES[language], value['own'].lower()) and re.search(r'[^\W\d_]{3}', value['own']):
        fault(where, 'own text is not in', language, value['own'][:30])


def words(text):
    return len(text.split())


shops, crafts, buyers = read('shops.json'), read('crafts.json'), read('buyers.json')
codes = {c['code'] for c in crafts['crafts']}
groups = {g['code'] for g in crafts['groups']}
for row in crafts['crafts'] + crafts['groups']:
    if set(row['name']) != set(LANGUAGES):
        fault('craft', row['code'], 'lacks a language')
for row in crafts['crafts']:
    if row['group'] not in groups:
        fault('craft', row['code'], 'has no group')

by_handle = {}
for s in shops:
    h = s['handle']
    if h in by_handle or not re.fullmatch(r'[a-z0-9]+(-[a-z0-9]+)*', h):
        fault('shop handle', h)
    by_handle[h] = s
    texts(h + ' name', s['name'], s['lang'])
    for key in ('tagline', 'story'):
        texts(h + ' ' + key, s[key], s['lang'])
    if not 70 <= words(s['story']['en']) <= 210:
        fault(h, 'story has', words(s['story']['en']), 'English words')
    if s['kind'] not in ('maker', 'farm', 'designer', 'company') or s['heritage'] not in ('none', 'county', 'city', 'province', 'national'):
        fault(h, 'kind or heritage')
    if s['band'] not in ('kawung', 'parang', 'sashiko', 'kullu', 'miao', 'plain') or not 1 <= len(s['seal']) <= 2:
        fault(h, 'band or seal')
    if s['currency'] != CURRENCIES.get(s['place']['country']):
        fault(h, 'currency', s['currency'])
    if not (-11 < s['lat'] < 54 and 68 < s['lon'] < 146):
        fault(h, 'lies nowhere')
    for key in ('free_from_minor', 'first_kg_minor', 'next_kg_minor', 'abroad_first_kg_minor', 'abroad_next_kg_minor', 'dispatch_days'):
        if not isinstance(s['shipping'].get(key), int) or s['shipping'][key] <= 0:
            fault(h, 'shipping', key)

listings = []
for path in sorted(glob.glob(os.path.join(HERE, 'market', 'listings', '*.json'))):
    rows = read(os.path.join('listings', os.path.basename(path)))
    if any(r['shop'] != os.path.basename(path)[:-5] for r in rows):
        fault(path, 'holds another shop\'s listing')
    listings += rows

handles, skus, first, bodies, sentences = set(), set(), set(), set(), collections.Counter()
for r in listings:
    h, shop = r['handle'], by_handle.get(r['shop'])
    if shop is None:
        fault(h, 'has no shop')
        continue
    lang = shop['lang']
    if h in handles or not re.fullmatch(r'[a-z0-9]+(-[a-z0-9]+)*', h):
        fault('listing handle', h)
    handles.add(h)
    for key in ('title', 'body', 'technique', 'alt'):
        texts(h + ' ' + key, r[key], lang)
    for key in ('own', 'en'):
        if (lang, r['body'][key]) in bodies and not (key == 'en' and lang == 'en'):
            fault(h, 'repeats a body')
        bodies.add((lang, r['body'][key]))
    sentences.update(x for x in re.split(r'(?<=[。।])\s*|(?<=\.)\s+', r['body']['own']) if len(x) > 6)
    if r['craft'] not in codes:
        fault(h, 'craft', r['craft'])
    if len(r['materials']) != len(r['materials_en']) or not r['materials']:
        fault(h, 'materials')
    if r['kind'] not in ('stock', 'made_to_order', 'harvest'):
        fault(h, 'kind', r['kind'])
    if (r['kind'] == 'made_to_order') != ('lead_time_days' in r) or (r['kind'] == 'harvest') != ('harvest' in r):
        fault(h, 'facts do not fit', r['kind'])
    if r['kind'] == 'harvest':
        texts(h + ' plot', r['harvest']['plot'], lang)
        if not all(1 <= r['harvest'][m] <= 12 for m in ('from_month', 'to_month')):
            fault(h, 'harvest window')
    grid = 1
    for o in r['options']:
        texts(h + ' option', o['name'], lang)
        for v in o['values']:
            if not v['own'] or not v['en']:
                fault(h, 'option value')
        grid *= len(o['values'])
    seen = {tuple(v['values']) for v in r['variants']}
    if len(r['options']) > 3 or len(seen) != grid or len(r['variants']) != grid:
        fault(h, 'variants do not cover the options')
    for v in r['variants']:
        if any(not 0 <= i < len(o['values']) for i, o in zip(v['values'], r['options'])) or len(v['values']) != len(r['options']):
            fault(h, 'variant out of the grid')
        if v['sku'] in skus:
            fault('SKU twice', v['sku'])
        skus.add(v['sku'])
        if not isinstance(v['price_minor'], int) or v['price_minor'] <= 0 or v['weight_g'] <= 0 or v['stock'] < 0:
            fault(h, 'price, weight or stock')
        if v.get('compare_at_minor', v['price_minor'] + 1) <= v['price_minor']:
            fault(h, 'compare-at price is not above the price')
    if not r['pictures']:
        fault(h, 'has no picture')
    for p in r['pictures']:
        if p in first:
            fault(h, 'shares the picture', p)
        first.add(p)
        if not os.path.exists(os.path.join(PICTURES, p)):
            fault(h, 'lacks the picture', p)
    if 'model' in r and not os.path.exists(os.path.join(MODELS, r['model'])):
        fault(h, 'lacks the model', r['model'])
for s, n in sentences.items():
    if n > 1:
        fault('sentence', n, 'times:', s[:50])

for n in read('newcomers.json'):
    s, h = n['shop'], n['shop']['handle']
    if h in by_handle or not re.fullmatch(r'[a-z0-9]+(-[a-z0-9]+)*', h):
        fault('newcomer', h)
    for key in ('name', 'tagline', 'story'):
        texts(h + ' ' + key, s[key], 'zh-CN')
    if n['sells'] and 'lists' not in n or ('lists' in n) != ('listing' in n):
        fault(h, 'sells or lists what it has not')
    days = [n[key] for key in ('opens', 'lists') if key in n] + n['sells']
    if days != sorted(days):
        fault(h, 'has days out of order')
    if 'listing' in n:
        r = n['listing']
        for key in ('title', 'body', 'technique', 'alt'):
            texts(h + ' ' + key, r[key], 'zh-CN')
        if r['handle'] in handles or r['craft'] not in codes or any(v['sku'] in skus for v in r['variants']):
            fault(h, 'listing')
        for p in r['pictures']:
            if p in first or not os.path.exists(os.path.join(PICTURES, p)):
                fault(h, 'shares or lacks the picture', p)

names = set()
for b in buyers:
    if b['handle'] in names or b['lang'] not in LANGUAGES or b['country'] != b['address']['country']:
        fault('buyer', b['handle'])
    names.add(b['handle'])

per_shop = collections.Counter(r['shop'] for r in listings)
for h in by_handle:
    if per_shop[h] < 6:
        fault(h, 'has only', per_shop[h], 'listings')
for what, n, least in (('shops', len(shops), 64), ('listings', len(listings), 620), ('buyers', len(buyers), 120)):
    if n < least:
        fault(n, what, 'are fewer than', least)
try:
    from PIL import Image
    for p in first:
        with Image.open(os.path.join(PICTURES, p)) as im:
            if im.size != (640, 800):
                fault(p, 'is', im.size)
except ImportError:
    pass

size = sum(os.path.getsize(f) for f in glob.glob(os.path.join(PICTURES, '*.webp')))
renders = [f for f in glob.glob(os.path.join(PICTURES, '*.webp')) if '--' not in f]
print(len(shops), 'shops', dict(collections.Counter(s['place']['country'] for s in shops)), dict(collections.Counter(s['kind'] for s in shops)))
print(len(listings), 'listings', dict(collections.Counter(r['kind'] for r in listings)), len(skus), 'variants,', sum('model' in r for r in listings), 'with a model')
print('by craft', dict(collections.Counter(r['craft'] for r in listings).most_common()))
print(len(buyers), 'buyers', dict(collections.Counter(b['country'] for b in buyers)))
print(len(renders), 'renders and', len(first), 'listing pictures, %.1f MB in all' % (size / 1e6))
for f in faults:
    print('FAULT', f)
print(len(faults), 'faults')
sys.exit(bool(faults))
