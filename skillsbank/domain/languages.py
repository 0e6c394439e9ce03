"""The languages that people can choose: ISO 639 codes in use today in the countries of our programmes and beyond."""

_CODES = """
aa ab ace ach af ak am ar as awa ay az ba bal ban be bem bg bho bin bm bn bo br bs byn ca ceb chk ckb cs cv cy
da de din dje dua dv dyo dyu dz ee efi el en es et eu ewo fa ff fi fil fj fo fon fr fy ga gaa gd gl gn gon gu
gur ha he hi hil hr ht hu hy ibb id ig ilo is it ja jv ka kab kac kam kde kea kg ki kk kl km kmb kn ko kr kri
kru ks ku kv ky lb lg ln lo loz lt lu lua lun luo lus lv mad mai mak man mas men mg mi mk ml mn mos mr ms mt
my mzn nap nb nd ne new ng niu nl nn nr nso nus ny nyn nzi oc om or os pa pag pam pap pl ps pt qu rif rm rn ro
ru rup rw sas sat sc sd se sg sh shi si sid sk sl sm sn so sq sr srr ss st su suk sus sv sw syr ta te tem tet
tg th ti tig tiv tk tl tn to tpi tr ts tt tum tvl tw ty tzm udm ug uk umb ur uz vai ve vi wal war wo xh yao
yap yo yue za zgh zh zu
"""
OFFERED = tuple(_CODES.split())
